using Tandem.Asterisk.Live;
using Tandem.Asterisk.Live.Functions;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing;
using Tandem.Asterisk.Tests.Live.Steering;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Tests.Live.Functions;

/// <summary>What an Asterisk alone can do, against one that does it, refuses it, says nothing, or goes away.</summary>
public sealed class FunctionTests
{
    /// <summary>A function, the action that it is, and all of that on the wire.</summary>
    private sealed record Case(string Action, string Wire, Func<AsteriskPbx, Task<CommandResult>> Run);

    private static readonly Dictionary<string, Case> All = new()
    {
        ["database: read"] = new("DBGet", "Action: DBGet|Family: QPENALTY/401|Key: agents/1001", async pbx => (await pbx.GetDatabaseValueAsync("QPENALTY/401", "agents/1001")).Outcome),
        ["database: write"] = new("DBPut", "Action: DBPut|Family: CRM|Key: 1001|Val: a b,c", pbx => pbx.SetDatabaseValueAsync("CRM", "1001", "a b,c").AsTask()),
        ["device state"] = new("Setvar", "Action: Setvar|Variable: DEVICE_STATE(Custom:night)|Value: INUSE", pbx => pbx.SetDeviceStateAsync("night", "inuse").AsTask()),
        ["variable: read"] = new("Getvar", "Action: Getvar|Variable: OPEN", async pbx => (await pbx.GetVariableAsync("OPEN")).Outcome),
        ["variable: write"] = new("Setvar", "Action: Setvar|Variable: OPEN|Value: 1", pbx => pbx.SetVariableAsync("OPEN", "1").AsTask()),
        ["digits"] = new("Originate", "Action: Originate|Channel: PJSIP/1003|Application: SendDTMF|Data: w1#|Timeout: 30000|CallerID: 1003|Async: true", pbx => pbx.CallAndSendDigitsAsync("1003", "1#").AsTask()),
        ["announcement"] = new(
            "Originate", "Action: Originate|Channel: PJSIP/1003|Application: Record|Data: /var/lib/asterisk/sounds/custom/closed.wav,,,k|Timeout: 30000|CallerID: REC 1003|Async: true",
            async pbx => (await pbx.RecordAnnouncementAsync("1003", "closed")).Outcome),
        ["mailboxes"] = new("VoicemailUsersList", "Action: VoicemailUsersList", async pbx => (await pbx.ListMailboxesAsync()).Outcome),
        ["queue log"] = new(
            "QueueLog", "Action: QueueLog|Queue: 401|Event: AGENTLOGIN|Uniqueid: tandem|Interface: User 1001|Message: from the wall",
            pbx => pbx.WriteQueueLogAsync("401", "AGENTLOGIN", "User 1001", "from the wall").AsTask()),
        ["extension state"] = new("ExtensionState", "Action: ExtensionState|Exten: 1001|Context: from-internal", async pbx => (await pbx.GetExtensionStateAsync("1001")).Outcome),
        ["recalls: read"] = new("DBGet", "Action: DBGet|Family: ROB|Key: 1001", async pbx => (await pbx.GetRecallsAsync("1001")).Outcome),
        ["recalls: write"] = new("DBPut", "Action: DBPut|Family: ROB|Key: 1001|Val: 1002&1003", pbx => pbx.SetRecallsAsync("1001", ["1002", "1003", "1002"]).AsTask()),
    };

    public static TheoryData<string> Functions => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task What_is_asked_for_is_on_the_wire(string name)
    {
        await using var scene = await StartAsync();
        Assert.Equal((CommandOutcome.Done, null), Of(await All[name].Run(scene.Pbx)));
        Assert.Equal(All[name].Wire, scene.Sent(All[name].Action)[^All[name].Wire.Length..].Replace('\n', '|'));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task What_asterisk_refuses_is_told_in_its_words(string name)
    {
        await using var scene = await StartAsync();
        scene.Asterisk.On(All[name].Action, FakeReply.Error("Out of order"));
        Assert.Equal((CommandOutcome.Refused, $"Asterisk refused {All[name].Action}: Out of order"), Of(await All[name].Run(scene.Pbx)));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task What_asterisk_does_not_answer_is_told_after_its_time(string name)
    {
        var clock = new QuickClock();
        await using var scene = await StartAsync(clock);
        clock.IsQuick = true;
        scene.Asterisk.On(All[name].Action, FakeReply.None);
        Assert.Equal(CommandOutcome.TimedOut, (await All[name].Run(scene.Pbx)).Outcome);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task What_a_lost_connection_leaves_open_is_told_as_open(string name)
    {
        await using var scene = await StartAsync();
        scene.Asterisk.On(All[name].Action, FakeReply.Close);
        Assert.Equal(CommandOutcome.TimedOut, (await All[name].Run(scene.Pbx)).Outcome);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task What_the_user_may_not_do_is_among_what_is_missing_and_is_not_sent(string name)
    {
        await using var scene = await StartAsync();
        scene.Asterisk.Deny(All[name].Action);
        await scene.Pbx.ReconcileAsync();
        var before = scene.Sent(All[name].Action);

        var result = await All[name].Run(scene.Pbx);

        Assert.Equal(CommandOutcome.NotSupported, result.Outcome);
        var missing = Assert.Single(scene.Pbx.MissingCapabilities, item => item.Capability == result.MissingCapability);
        Assert.Contains(All[name].Action, missing.Reason, StringComparison.Ordinal);
        Assert.EndsWith(missing.Reason, result.Reason, StringComparison.Ordinal);
        Assert.Equal(before, scene.Sent(All[name].Action));
    }

    public static TheoryData<string, Func<AsteriskPbx, string, Task<CommandResult>>> Texts => new()
    {
        { "family", async (pbx, text) => (await pbx.GetDatabaseValueAsync(text, "1")).Outcome },
        { "key", (pbx, text) => pbx.SetDatabaseValueAsync("A", text, "1").AsTask() },
        { "device", (pbx, text) => pbx.SetDeviceStateAsync(text, "BUSY").AsTask() },
        { "state", (pbx, text) => pbx.SetDeviceStateAsync("a", text).AsTask() },
        { "variable read", async (pbx, text) => (await pbx.GetVariableAsync(text)).Outcome },
        { "variable written", (pbx, text) => pbx.SetVariableAsync(text, "1").AsTask() },
        { "digits", (pbx, text) => pbx.CallAndSendDigitsAsync("1003", text).AsTask() },
        { "announcement", async (pbx, text) => (await pbx.RecordAnnouncementAsync("1003", text)).Outcome },
        { "queue", (pbx, text) => pbx.WriteQueueLogAsync(text, "A").AsTask() },
        { "entry", (pbx, text) => pbx.WriteQueueLogAsync("401", text).AsTask() },
        { "call", (pbx, text) => pbx.WriteQueueLogAsync("401", "A", uniqueId: text).AsTask() },
        { "extension", async (pbx, text) => (await pbx.GetExtensionStateAsync(text)).Outcome },
        { "context", async (pbx, text) => (await pbx.GetExtensionStateAsync("1", text)).Outcome },
        { "busy one", async (pbx, text) => (await pbx.GetRecallsAsync(text)).Outcome },
        { "caller", (pbx, text) => pbx.SetRecallsAsync("1001", [text]).AsTask() },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task No_text_gets_more_into_an_action_than_what_it_names(string field, Func<AsteriskPbx, string, Task<CommandResult>> run)
    {
        await using var scene = await StartAsync();
        foreach (var text in new[] { "", "1\r\nAction: Command", "1\nCommand: core stop now", "1,2", "1&2", "${SHELL(id)}", "1|2", "CDR(src)", "\0", "ä", new string('1', 300) })
        {
            var before = scene.Asterisk.Received.Count;
            var result = await run(scene.Pbx, text);
            Assert.True(result.Outcome == CommandOutcome.Refused, $"{field} let '{text}' through: {result.Outcome}");
            Assert.DoesNotContain(result.Reason!, letter => char.IsControl(letter));
            Assert.Equal(before, scene.Asterisk.Received.Count);
        }
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("a.b")]
    public async Task An_announcement_stays_in_its_folder(string name)
    {
        await using var scene = await StartAsync();
        Assert.Equal(CommandOutcome.Refused, (await scene.Pbx.RecordAnnouncementAsync("1003", name)).Outcome.Outcome);
        Assert.Equal("", scene.Sent("Originate"));
    }

    [Fact]
    public async Task A_text_in_the_log_or_a_value_ends_no_line_and_no_column()
    {
        await using var scene = await StartAsync();
        foreach (var text in new[] { "a\r\nAction: Command", "\0", new string('a', 1000) })
        {
            Assert.Equal(CommandOutcome.Refused, (await scene.Pbx.SetDatabaseValueAsync("A", "1", text)).Outcome);
            Assert.Equal(CommandOutcome.Refused, (await scene.Pbx.SetVariableAsync("A", text)).Outcome);
            Assert.Equal(CommandOutcome.Refused, (await scene.Pbx.WriteQueueLogAsync("401", "A", member: text)).Outcome);
        }
        Assert.Equal(CommandOutcome.Refused, (await scene.Pbx.WriteQueueLogAsync("401", "A", text: "a|b")).Outcome);
        Assert.Equal("", scene.Sent("QueueLog") + scene.Sent("DBPut") + scene.Sent("Setvar"));
    }

    [Fact]
    public async Task What_is_written_is_read_and_what_is_taken_away_is_not_there()
    {
        await using var scene = await StartAsync();
        await scene.Pbx.SetDatabaseValueAsync("CRM", "1001", "gold");
        Assert.Equal("gold", (await scene.Pbx.GetDatabaseValueAsync("CRM", "1001")).Value);
        await scene.Pbx.SetRecallsAsync("1001", ["1002", "1003"]);
        Assert.Equal(["1002", "1003"], (await scene.Pbx.GetRecallsAsync("1001")).Value!);

        Assert.True((await scene.Pbx.SetDatabaseValueAsync("CRM", "1001", null)).IsDone);
        await scene.Pbx.SetRecallsAsync("1001", []);
        var gone = await scene.Pbx.GetDatabaseValueAsync("CRM", "1001");
        Assert.True(gone.Outcome.IsDone);
        Assert.False(gone.HasValue);
        Assert.Empty((await scene.Pbx.GetRecallsAsync("1001")).Value!);
    }

    [Fact]
    public async Task A_forward_that_is_written_to_the_database_is_in_the_model()
    {
        await using var scene = await StartAsync();
        await scene.Pbx.SetDatabaseValueAsync("CF", "1003", "030123");
        Assert.Equal(new ForwardTarget("030123"), scene.Pbx.Model.Snapshot().Extensions.Single(extension => extension.Number == "1003").ForwardAlways);
    }

    [Fact]
    public async Task A_mailbox_has_all_that_asterisk_tells_of_it()
    {
        await using var scene = await StartAsync();
        var mailbox = (await scene.Pbx.ListMailboxesAsync()).Value!.Single(item => item.Number == "1001");
        Assert.Equal(("default", "User 1001", null, 0, 100), (mailbox.Context, mailbox.Name, mailbox.Email, mailbox.NewMessages, mailbox.MaxMessages));
        Assert.Equal("Yes", mailbox.Fields["AttachMessage"]);
    }

    [Fact]
    public async Task The_state_of_an_extension_is_told_with_its_hint()
    {
        await using var scene = await StartAsync();
        Assert.Equal(new AsteriskExtensionState(1, "InUse", "PJSIP/1001"), (await scene.Pbx.GetExtensionStateAsync("1001")).Value);
    }

    [Fact]
    public async Task An_announcement_tells_its_file_when_the_phone_is_answered_and_who_is_not_there_is_not_rung()
    {
        await using var scene = await StartAsync();
        Assert.Equal("/var/lib/asterisk/sounds/custom/closed.wav", (await scene.Pbx.RecordAnnouncementAsync("1003", "closed")).Value);
        Assert.Equal(CommandOutcome.NotFound, (await scene.Pbx.CallAndSendDigitsAsync("9999", "1")).Outcome);
    }

    [Fact]
    public async Task Why_asterisk_cannot_answer_a_phone_is_told()
    {
        await using var scene = await StartAsync();
        Assert.Equal("The capability 'answer' is missing: no action of Asterisk answers a phone; the phone itself does.", (await scene.Pbx.ExecuteAsync(new AnswerCommand("1795208248.0"))).Reason);
        Assert.Equal([Capability.Answer], scene.Pbx.MissingCapabilities.Select(item => item.Capability));
    }

    private static (CommandOutcome, string?) Of(CommandResult result) => (result.Outcome, result.Reason);

    private static async Task<SteeringScene> StartAsync(TimeProvider? clock = null)
    {
        var scene = await SteeringScene.StartAsync("02", "HangupRequest", clock: clock);
        scene.Asterisk.On("Originate", action =>
        {
            _ = scene.Asterisk.SendEventAsync("OriginateResponse", new("Privilege", "call,all"), new("ActionID", action.ActionId!), new("Response", "Success"), new("Reason", "4"), new("Uniqueid", action["ChannelId"]!));
            return FakeReply.Success("Originate successfully queued");
        });
        scene.Asterisk.On("ExtensionState", FakeReply.Success("Extension Status", new AmiHeader("Exten", "1001"), new AmiHeader("Context", "from-internal"), new AmiHeader("Hint", "PJSIP/1001"), new AmiHeader("Status", "1"), new AmiHeader("StatusText", "InUse")));
        return scene;
    }
}
