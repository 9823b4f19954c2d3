using Tandem.Asterisk.Live;
using Tandem.Asterisk.Testing;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Tests.Live.Steering;

/// <summary>What commands make of numbers, names and settings; and what they let through to Asterisk.</summary>
public sealed class SteeringRulesTests
{
    private const string Caller = "1795208248.0";

    public static TheoryData<string, Func<string, PbxCommand>> Texts => new()
    {
        { "call", text => new CallCommand("1003", text) },
        { "caller id", text => new CallCommand("1003", "1002", new Party(null, text)) },
        { "blind transfer", text => new BlindTransferCommand(Caller, text) },
        { "consultation", text => new ConsultCommand(Caller, text) },
        { "redirect", text => new RedirectCommand(Caller, text) },
        { "digits", text => new SendDtmfCommand(Caller, text) },
        { "sound", text => new PlayCommand(Caller, text) },
        { "room", text => new JoinConferenceCommand(Caller, text) },
        { "forward", text => new SetForwardCommand("1003", ForwardCondition.Always, new ForwardTarget(text)) },
        { "presence", text => new SetPresenceCommand("1003", text) },
        { "variable", text => new SetVariableCommand(Caller, text, "1") },
    };

    public static TheoryData<string, Func<string, PbxCommand>> FreeTexts => new()
    {
        { "caller's name", text => new CallCommand("1003", "1002", new Party(text, "1")) },
        { "presence message", text => new SetPresenceCommand("1003", "away", text) },
        { "value", text => new SetVariableCommand(Caller, "A", text) },
        { "reason", text => new PauseQueueMemberCommand("401", "1002", Reason: text) },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task No_text_gets_more_into_an_action_than_what_it_names(string field, Func<string, PbxCommand> command)
    {
        Assert.NotEmpty(field);
        await using var scene = await SteeringScene.TwoTalkAsync();
        foreach (var text in new[] { "", "1\r\nAction: Command", "1\nCommand: core stop now", "1,2", "1&PJSIP/1002", "${SHELL(id)}", "1@other", "1|2", "1/2/../../x", "\0", "ä", new string('1', 300) })
        {
            var before = scene.Asterisk.Received.Count;
            var result = await scene.Pbx.ExecuteAsync(command(text));
            Assert.True(result.Outcome == CommandOutcome.Refused, $"{field} let '{text}' through: {result.Outcome}");
            Assert.DoesNotContain(result.Reason!, letter => char.IsControl(letter));
            Assert.Equal(before, scene.Asterisk.Received.Count);
        }
    }

    [Theory]
    [MemberData(nameof(FreeTexts))]
    public async Task A_text_for_people_may_be_any_but_ends_no_line(string field, Func<string, PbxCommand> command)
    {
        Assert.NotEmpty(field);
        await using var scene = await SteeringScene.TwoTalkAsync();
        foreach (var text in new[] { "a\r\nAction: Command", "a\nb", "\0", new string('a', 1000) })
        {
            var before = scene.Asterisk.Received.Count;
            Assert.Equal(CommandOutcome.Refused, (await scene.Pbx.ExecuteAsync(command(text))).Outcome);
            Assert.Equal(before, scene.Asterisk.Received.Count);
        }
    }

    [Theory]
    [InlineData("030123", "0030123")]
    [InlineData("+4930123", "004930123")]
    [InlineData("004930123", "004930123")]
    [InlineData("1002", "1002")]
    public async Task An_outside_number_is_dialled_with_the_prefix(string to, string dialled)
    {
        await using var scene = await SteeringScene.TwoTalkAsync(options => options with { Dialplan = options.Dialplan with { Prefix = "0" } });
        Assert.True((await scene.GiveAsync(new BlindTransferCommand(Caller, to), "BlindTransfer")).IsDone);
        Assert.EndsWith($"Exten: {dialled}", scene.Sent("BlindTransfer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_gets_a_file_of_its_own_in_the_layout_of_the_settings()
    {
        await using var scene = await SteeringScene.TwoTalkAsync(options => options with { Dialplan = options.Dialplan with { TellsRecordings = true, RecordingFolder = "/rec/", RecordingFile = "{year}/{from}-{to}-{id}.wav" } });
        var year = DateTime.UtcNow.Year;
        Assert.True((await scene.GiveAsync(new StartRecordingCommand(Caller), "MixMonitor")).IsDone);
        Assert.Equal($"Action: MixMonitor\nChannel: PJSIP/1001-00000000\nFile: /rec/{year}/1001-1002-1795208248.0.wav\nOptions: a", scene.Sent("MixMonitor"));
        Assert.Equal(4, scene.Asterisk.Received.Count(action => action["Action"] == "Setvar" && action["Channel"] == "PJSIP/1001-00000000"));
        Assert.Contains($"Variable: MASTER_CHANNEL(CDR(recordingfile))\nValue: 1001-1002-1795208248.0.wav", scene.Sent("Setvar"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Do_not_disturb_is_in_the_model_with_the_result_and_lamps_see_it()
    {
        await using var scene = await SteeringScene.TwoTalkAsync();
        Assert.True((await scene.GiveAsync(new SetDoNotDisturbCommand("1003", true), "DBPut")).IsDone);
        Assert.True(Extension(scene, "1003").DoNotDisturb);
        Assert.Equal("Action: Setvar\nVariable: DEVICE_STATE(Custom:DND1003)\nValue: BUSY", scene.Sent("Setvar"));

        Assert.True((await scene.GiveAsync(new SetDoNotDisturbCommand("1003", false), "DBDel")).IsDone);
        Assert.False(Extension(scene, "1003").DoNotDisturb);
        Assert.Equal("Action: DBDel\nFamily: DND\nKey: 1003", scene.Sent("DBDel"));
    }

    [Fact]
    public async Task A_forward_is_in_the_model_with_the_result_and_what_is_not_there_can_be_taken_away()
    {
        await using var scene = await SteeringScene.TwoTalkAsync();
        scene.Asterisk.On("DBDel", FakeReply.Error("Database entry not found"));
        Assert.True((await scene.GiveAsync(new SetForwardCommand("1003", ForwardCondition.Busy, ForwardTarget.Voicemail), "DBPut")).IsDone);
        Assert.Equal(ForwardTarget.Voicemail, Extension(scene, "1003").ForwardBusy);
        Assert.True((await scene.GiveAsync(new SetForwardCommand("1003", ForwardCondition.Busy, null), "DBDel")).IsDone);
        Assert.Null(Extension(scene, "1003").ForwardBusy);
    }

    [Fact]
    public async Task Who_holds_takes_the_other_side_back_and_who_holds_nobody_is_told()
    {
        await using var scene = await SteeringScene.TwoTalkAsync();
        Assert.Equal("PJSIP/1001-00000000 holds nobody.", (await scene.Pbx.ExecuteAsync(new ResumeCommand(Caller))).Reason);
        await scene.GiveAsync(new HoldCommand(Caller), "Redirect", SteeringScene.Event("BridgeLeave", ("Uniqueid", "1795208248.1")));

        var result = await scene.GiveAsync(new ResumeCommand(Caller), "Bridge", SteeringScene.Event("BridgeEnter", ("Uniqueid", "1795208248.1"), ("BridgeUniqueid", "new")));

        Assert.True(result.IsDone, result.Reason);
        Assert.Equal("Action: Bridge\nChannel1: PJSIP/1001-00000000\nChannel2: PJSIP/1002-00000001", scene.Sent("Bridge"));
    }

    [Fact]
    public async Task Who_is_added_to_a_queue_or_taken_out_is_in_its_log()
    {
        await using var scene = await SteeringScene.TwoTalkAsync();
        await scene.GiveAsync(new RemoveQueueMemberCommand("401", "1002"), "QueueRemove", SteeringScene.Event("QueueMemberRemoved", ("Queue", "401"), ("Interface", "PJSIP/1002")));
        Assert.Equal("Action: QueueLog\nQueue: 401\nEvent: REMOVEMEMBER\nUniqueid: tandem\nInterface: User 1002\nMessage: PJSIP/1002", scene.Sent("QueueLog"));
    }

    [Fact]
    public async Task Objects_of_another_domain_are_not_found()
    {
        await using var scene = await SteeringScene.TwoTalkAsync();
        var result = await scene.Pbx.ExecuteAsync(new HangUpCommand(Caller) { Domain = "elsewhere" });
        Assert.Equal(CommandOutcome.NotFound, result.Outcome);
        Assert.Equal("", scene.Sent("Hangup"));
    }

    [Fact]
    public async Task What_the_dialplan_does_not_have_is_not_among_the_capabilities()
    {
        await using var scene = await SteeringScene.TwoTalkAsync(options => options with { Dialplan = AsteriskDialplan.Default });
        Assert.Equal(
            "asterisk.announcements asterisk.database asterisk.devicestate asterisk.digits asterisk.extensionstate asterisk.mailboxes asterisk.queuelog asterisk.variables "
            + "barge call conference dnd dtmf forward hangup mute park pickup presence queue.members record redirect spy transfer.attended transfer.blind variables voicemail whisper",
            scene.Pbx.Capabilities.ToString());
        var result = await scene.Pbx.ExecuteAsync(new HoldCommand(Caller));
        Assert.Equal((CommandOutcome.NotSupported, "The capability 'hold' is missing: the setting HoldContext says nothing."), (result.Outcome, result.Reason));
    }

    [Fact]
    public async Task An_asterisk_that_is_away_does_nothing_and_says_so()
    {
        await using var scene = await SteeringScene.TwoTalkAsync();
        await scene.Asterisk.StopListeningAsync();
        using var watcher = scene.Pbx.Model.SnapshotAndWatch();
        while (!scene.Pbx.Model.Snapshot().Channels.All(channel => channel.Stale))
        {
            await watcher.ReadAsync().AsTask().WaitAsync(LivePbx.Patience);
        }

        var result = await scene.Pbx.ExecuteAsync(new HangUpCommand(Caller));

        Assert.Equal(CommandOutcome.Unavailable, result.Outcome);
    }

    private static Extension Extension(SteeringScene scene, string number) => scene.Pbx.Model.Snapshot().Extensions.Single(extension => extension.Number == number);
}
