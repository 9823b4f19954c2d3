using Tandem.Asterisk.Live;
using Tandem.Asterisk.Live.Catalogue;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing;
using Tandem.Asterisk.Tests.Live.Steering;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Tests.Live.Catalogue;

/// <summary>Events of a source that is connected.</summary>
public sealed class LiveEventStreamTests
{
    [Fact]
    public async Task Ready_is_the_first_event_before_and_after_the_connection()
    {
        await using var asterisk = FakeAsterisk.Start();
        asterisk.Remember(Transcripts.Load("01"));
        await using var pbx = new AsteriskPbx(LivePbx.OptionsFor(asterisk));
        await using var early = new EventReader(pbx.EventsAsync());
        pbx.Start();
        await pbx.WhenLiveAsync().WaitAsync(LivePbx.Patience);
        await using var late = new EventReader(pbx.EventsAsync());

        await early.UntilAsync<LiveEvent.Ready>();
        await late.UntilAsync<LiveEvent.Ready>();

        Assert.Single(early.Read);
        Assert.Single(late.Read);
    }

    [Fact]
    public async Task Several_readers_get_the_same_events_in_the_same_order()
    {
        await using var live = await LivePbx.StartAsync("01");
        await using var one = new EventReader(live.Pbx.EventsAsync());
        await using var other = new EventReader(live.Pbx.EventsAsync());

        await live.Asterisk.SendEventAsync(EventsOf("02"));
        await one.UntilAsync<LiveEvent.HungUp>(hungUp => hungUp.Extension == "1001");
        await other.UntilAsync<LiveEvent.HungUp>(hungUp => hungUp.Extension == "1001");

        Assert.Equal(one.Read.Skip(1).Select(EventLine.Of), other.Read.Skip(1).Select(EventLine.Of));
        Assert.Contains(one.Read, happened => happened is LiveEvent.Connected { Source.Number: "1001", Destination.Number: "1002" });
    }

    [Fact]
    public async Task Reloaded_follows_a_reload_and_a_lost_connection_and_no_comparison()
    {
        await using var live = await LivePbx.StartAsync(options => options with { ReloadDelay = TimeSpan.FromMilliseconds(1) }, clock: null, "01");
        await using var reader = new EventReader(live.Pbx.EventsAsync());

        Assert.True(await live.Pbx.ReconcileAsync());
        await live.Asterisk.SendEventAsync(SteeringScene.Event("Reload", ("Module", "All"), ("Status", "0")));
        await reader.UntilAsync<LiveEvent.Reloaded>();
        Assert.Equal(["ready", "reloaded"], reader.Read.Select(happened => happened.Name));

        await live.Asterisk.DropAsync();
        await reader.UntilAsync<LiveEvent.Reloaded>();
        Assert.Equal(2, reader.Read.OfType<LiveEvent.Reloaded>().Count());
        Assert.Single(reader.Read.OfType<LiveEvent.Ready>());
    }

    [Fact]
    public async Task What_commands_set_is_told_like_what_phones_set()
    {
        await using var scene = await SteeringScene.TwoTalkAsync();
        scene.Asterisk.On("DBPut", FakeReply.Success("Updated database successfully"));
        scene.Asterisk.On("DBDel", FakeReply.Success("Key deleted successfully"));
        await using var reader = new EventReader(scene.Pbx.EventsAsync());

        await GiveAsync(new SetDoNotDisturbCommand("1003", true));
        await GiveAsync(new SetDoNotDisturbCommand("1003", false));
        foreach (var condition in Enum.GetValues<ForwardCondition>())
        {
            await GiveAsync(new SetForwardCommand("1003", condition, new ForwardTarget("030123")));
            await GiveAsync(new SetForwardCommand("1003", condition, ForwardTarget.Voicemail));
            await GiveAsync(new SetForwardCommand("1003", condition, null));
        }
        await reader.UntilAsync<LiveEvent.VoicemailUnavailableChanged>(changed => changed.Mailbox is null);

        Assert.Equal(
            [
                "extenDndChanged 1003 on", "extenDndChanged 1003 off",
                "extenCfChanged 1003 030123", "extenCfChanged 1003 off", "extenCfVmChanged 1003 1003", "extenCfVmChanged 1003 off",
                "extenCfbChanged 1003 030123", "extenCfbChanged 1003 off", "extenCfbVmChanged 1003 1003", "extenCfbVmChanged 1003 off",
                "extenCfuChanged 1003 030123", "extenCfuChanged 1003 off", "extenCfuVmChanged 1003 1003", "extenCfuVmChanged 1003 off",
            ],
            reader.Read.Where(happened => happened is not (LiveEvent.Ready or LiveEvent.ExtensionChanged)).Select(EventLine.Of));

        async Task GiveAsync(PbxCommand command) => Assert.True((await scene.Pbx.ExecuteAsync(command).AsTask().WaitAsync(LivePbx.Patience)).IsDone);
    }

    [Fact]
    public async Task A_call_in_and_a_record_stand_where_they_happened()
    {
        await using var live = await LivePbx.StartAsync(options => options with { CallDetailRecords = true }, clock: null, "01");
        await using var reader = new EventReader(live.Pbx.EventsAsync());
        var events = EventsOf("02");

        await live.Asterisk.SendEventAsync(events.TakeWhile(message => message.EventName != "BridgeEnter").Append(CallIn).ToArray());
        await live.Asterisk.SendEventAsync(events.SkipWhile(message => message.EventName != "BridgeEnter").Append(Cdr).ToArray());
        var record = await reader.UntilAsync<LiveEvent.CallDetailRecorded>();

        var names = reader.Read.Select(happened => happened.Name).ToList();
        Assert.InRange(names.IndexOf("callInByTrunk"), names.IndexOf("extenDialing") + 1, names.IndexOf("extenConnected") - 1);
        Assert.Equal("callInByTrunk 030123 at 1795208248.0 sales", EventLine.Of(reader.Read.OfType<LiveEvent.CalledIn>().Single()));
        Assert.Equal("newCdr 1001 to 1002 ANSWERED 2 s", EventLine.Of(record));
        Assert.Equal(
            ("PJSIP/1001-00000000", "PJSIP/1002-00000001", "2026-11-20 20:57:28", "2026-11-20 20:57:29", "2026-11-20 20:57:31", 3, "Dial", "internal", "DOCUMENTATION", "1795208248.0"),
            (record.Record.Channel, record.Record.DestinationChannel, record.Record.StartTime, record.Record.AnswerTime, record.Record.EndTime, record.Record.DurationSeconds,
                record.Record.LastApplication, record.Record.DestinationContext, record.Record.AmaFlags, record.Record.UniqueId));
        Assert.Equal(("\"User 1001\" <1001>", "sales"), (record.Record.CallerId, record.Record.AccountCode));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Records_are_asked_for_only_where_they_are_wanted(bool wanted, bool asked)
    {
        await using var live = await LivePbx.StartAsync(options => options with { CallDetailRecords = wanted }, clock: null, "01");

        var login = live.Asterisk.Received.First(action => action["Action"] == "Login");
        Assert.Equal(asked, login["Events"]!.Split(',').Contains("cdr"));
    }

    [Fact]
    public async Task A_reader_that_falls_behind_is_told_so_and_goes_on()
    {
        await using var live = await LivePbx.StartAsync("01");
        await using var reader = new EventReader(live.Pbx.EventsAsync(capacity: 4));
        await reader.UntilAsync<LiveEvent.Ready>();

        var pauses = EventsOf("12").TakeWhile(message => message.EventName != "Newchannel").ToArray();
        await live.Asterisk.SendEventAsync([.. EventsOf("02"), .. pauses]);
        await live.UntilAsync(state => state.QueueMembers.All(member => member.Paused));
        await reader.UntilAsync<LiveEvent.Missed>();
        await live.Asterisk.SendEventAsync(EventsOf("12").Last(message => message.EventName == "QueueMemberPause" && message["Interface"] == "PJSIP/1002"));

        await reader.UntilAsync<LiveEvent.QueueMemberChanged>(changed => changed.Member is { Paused: false, Id.LocalId: "401/1002" });
        Assert.Equal(["ready", "missed"], reader.Read.Where(happened => happened is LiveEvent.Ready or LiveEvent.Missed).Select(happened => happened.Name));
    }

    [Fact]
    public async Task A_stream_ends_with_its_source_and_with_its_reader()
    {
        var live = await LivePbx.StartAsync("01");
        var left = live.Pbx.EventsAsync();
        await using var reader = new EventReader(live.Pbx.EventsAsync());
        await reader.UntilAsync<LiveEvent.Ready>();

        left.Dispose();
        await using var ended = new EventReader(left);
        Assert.True(await ended.EndsAsync());
        await live.DisposeAsync();
        Assert.True(await reader.EndsAsync());
        Assert.Throws<ObjectDisposedException>(() => live.Pbx.EventsAsync());
    }

    internal static AmiMessage CallIn { get; } = SteeringScene.Event(
        "UserEvent", ("UserEvent", "CallIn"), ("CallerIDNum", "030123"), ("Uniqueid", "1795208248.0"), ("Value", "sales"));

    internal static AmiMessage Cdr { get; } = SteeringScene.Event(
        "Cdr",
        ("AccountCode", "sales"),
        ("Source", "1001"),
        ("Destination", "1002"),
        ("DestinationContext", "internal"),
        ("CallerID", "\"User 1001\" <1001>"),
        ("Channel", "PJSIP/1001-00000000"),
        ("DestinationChannel", "PJSIP/1002-00000001"),
        ("LastApplication", "Dial"),
        ("StartTime", "2026-11-20 20:57:28"),
        ("AnswerTime", "2026-11-20 20:57:29"),
        ("EndTime", "2026-11-20 20:57:31"),
        ("Duration", "3"),
        ("BillableSeconds", "2"),
        ("Disposition", "ANSWERED"),
        ("AMAFlags", "DOCUMENTATION"),
        ("UniqueID", "1795208248.0"));

    private static AmiMessage[] EventsOf(string scene) =>
        [.. Transcripts.Load(scene).ToMessages().Where(message => message.Contains("Privilege") && message.EventName != "FullyBooted")];
}
