using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Tests.Live;

/// <summary>What no captured scene has: forks, redirects of both legs, settings by the dialplan, masquerades.</summary>
public sealed class EdgeTests
{
    [Fact]
    public void Of_phones_that_ring_together_one_wins_and_the_others_took_no_part()
    {
        var replay = Replay.Synchronised();
        replay.Play(New("1.1", "1001", state: 4, exten: "600"));
        foreach (var (id, number) in new[] { ("1.2", "1002"), ("1.3", "1003") })
        {
            replay.Play(New(id, number, state: 0, linked: "1.1"));
            replay.Play(Dial("DialBegin", "1.1", "1001", id, number));
            replay.Play(State(id, number, 5));
        }
        replay.Play(State("1.2", "1002", 6));
        replay.Play(Dial("DialEnd", "1.1", "1001", "1.2", "1002").TrimEnd() + "\nDialStatus: ANSWER\n\n");
        replay.Play(Dial("DialEnd", "1.1", "1001", "1.3", "1003").TrimEnd() + "\nDialStatus: CANCEL\n\n");
        replay.Play(Hangup("1.3", "1003", 26));
        replay.Play(Enter("b", "1.2", "1002"));
        replay.Play(Enter("b", "1.1", "1001"));

        Assert.Equal(" | #1: 1001 bridged[1002] 1002 bridged[1001]", Board.Calls(replay.State.Snapshot()));
        var loser = (Channel)replay.Changes.SelectMany(change => change.Entities).Single(entity => entity is { Kind: EntityKind.Channel, IsRemoval: true }).Before!;
        Assert.Equal(HangupCause.LoseRace, loser.HangupCause);
        Assert.Equal(["1001", "1002"], Assert.Single(replay.State.Snapshot().Conversations).Participants.Select(participant => participant.Party.Number));
    }

    [Fact]
    public void Legs_that_are_redirected_to_different_places_are_two_calls()
    {
        var replay = TwoTalk();
        replay.Play(Leave("b", "1.1", "1001"));
        replay.Play(Leave("b", "1.2", "1002"));
        replay.Play(Step("1.1", "1001", "Echo", ""));
        replay.Play(Step("1.2", "1002", "MusicOnHold", ""));
        replay.Finish();

        Assert.Equal(" | #1: 1001 application(Echo) | #2: 1002 application(MusicOnHold)", Board.Calls(replay.State.Snapshot()));
        Assert.True(replay.State.TryGet<Conversation>(new ObjectId("pbx", "1.2"), out var part));
        Assert.Equal(new ObjectId("pbx", "1.1"), part.SplitFrom);
        Assert.Single(replay.Changes, change => change.Kind == ChangeKind.Split);
    }

    [Fact]
    public void Legs_that_leave_their_bridge_and_end_late_are_one_call_to_the_end()
    {
        var replay = TwoTalk();
        replay.Play(Leave("b", "1.1", "1001"));
        replay.Play(Leave("b", "1.2", "1002"));
        replay.Finish();
        replay.Play(Hangup("1.1", "1001", 16));
        replay.Play(Hangup("1.2", "1002", 16));

        Assert.Single(replay.Changes.SelectMany(change => change.Entities).Where(entity => entity.Kind == EntityKind.Conversation).Select(entity => entity.Id).Distinct());
    }

    [Theory]
    [InlineData("Set", "DB(CF/1001)=555", "555")]
    [InlineData("Set", "DB(CFU/1001)=vmu1001", null)]
    public void A_forward_that_the_dialplan_writes_is_seen_at_once(string application, string data, string? number)
    {
        var replay = Replay.Synchronised();
        replay.Play(Step("1.1", "1001", application, data));

        Assert.True(replay.State.TryGet<Extension>(new ObjectId("pbx", "1001"), out var extension));
        Assert.Equal(number, data.Contains("CFU", StringComparison.Ordinal) ? extension.ForwardUnavailable!.Number : extension.ForwardAlways!.Number);
        replay.Play(Step("1.1", "1001", "DBdel", data.Contains("CFU", StringComparison.Ordinal) ? "CFU/1001" : "CF/1001"));
        Assert.True(replay.State.TryGet(new ObjectId("pbx", "1001"), out extension));
        Assert.True(extension.ForwardUnavailable is null || extension.ForwardAlways is null);
    }

    [Theory]
    [InlineData("https://pbx.example/rec", "https://pbx.example/rec/2026/11/call%201.wav")]
    [InlineData(null, "/var/spool/asterisk/monitor/2026/11/call 1.wav")]
    public void The_file_of_a_recording_is_a_label_that_leads_to_it(string? url, string label)
    {
        var replay = new Replay(Asterisk.Live.AsteriskModelOptions.Default with { RecordingBase = "/var/spool/asterisk/monitor", RecordingUrl = url is null ? null : new Uri(url) });
        replay.Play(New("1.1", "1001", state: 4, exten: "1002"));
        replay.Play("Event: VarSet\nPrivilege: dialplan,all\nChannel: PJSIP/1001-1\nUniqueid: 1.1\nVariable: MIXMONITOR_FILENAME\nValue: /var/spool/asterisk/monitor/2026/11/call 1.wav\n\n");
        replay.Finish();

        Assert.Equal(new Label("recording", label), Assert.Single(Assert.Single(replay.State.Snapshot().Channels).Labels));
    }

    [Fact]
    public void A_variable_that_tells_nothing_changes_nothing()
    {
        var replay = TwoTalk();
        var lines = replay.History.Count;
        replay.Play("Event: VarSet\nPrivilege: dialplan,all\nChannel: PJSIP/1001-1\nUniqueid: 1.1\nVariable: DIALSTATUS\nValue: ANSWER\n\n");
        replay.Finish();

        Assert.Equal(lines, replay.History.Count);
    }

    [Theory]
    [InlineData("DIALSTATUS", false)]
    [InlineData("RTPAUDIOQOS", false)]
    [InlineData("MACRO_EXTEN", false)]
    [InlineData("DB(CF/1001)", true)]
    [InlineData("MIXMONITOR_FILENAME", true)]
    public void The_filter_lets_through_what_the_model_reads(string variable, bool passes)
    {
        var block = $"Event: VarSet\r\nPrivilege: dialplan,all\r\nChannel: PJSIP/1001-1\r\nUniqueid: 1.1\r\nVariable: {variable}\r\nValue: 1\r\n\r\n";
        var excluded = System.Text.RegularExpressions.Regex.IsMatch(block, Asterisk.Live.Variables.Filter[1..], System.Text.RegularExpressions.RegexOptions.Singleline);

        Assert.Equal(passes, !excluded);
        Assert.True(excluded || Asterisk.Live.Variables.Tells(System.Text.Encoding.UTF8.GetBytes(block)));
    }

    [Fact]
    public void The_custom_device_turns_do_not_disturb_on_and_off()
    {
        var replay = Replay.Synchronised();
        replay.Play("Event: DeviceStateChange\nPrivilege: call,all\nDevice: Custom:DND1001\nState: BUSY\n\n");
        Assert.Equal(ExtensionStatus.DoNotDisturb, StatusOf(replay, "1001"));

        replay.Play("Event: DeviceStateChange\nPrivilege: call,all\nDevice: Custom:DND1001\nState: NOT_INUSE\n\n");
        Assert.Equal(ExtensionStatus.Online, StatusOf(replay, "1001"));
    }

    [Theory]
    [InlineData(0, ExtensionStatus.Online)]
    [InlineData(1, ExtensionStatus.Busy)]
    [InlineData(2, ExtensionStatus.Busy)]
    [InlineData(4, ExtensionStatus.Offline)]
    [InlineData(8, ExtensionStatus.Ringing)]
    [InlineData(9, ExtensionStatus.BusyRinging)]
    [InlineData(16, ExtensionStatus.OnHold)]
    [InlineData(17, ExtensionStatus.OnHold)]
    [InlineData(24, ExtensionStatus.BusyRinging)]
    [InlineData(25, ExtensionStatus.BusyRinging)]
    [InlineData(-1, ExtensionStatus.Offline)]
    [InlineData(-2, ExtensionStatus.Offline)]
    public void A_hint_is_read_by_its_bits(int bits, ExtensionStatus status)
    {
        var replay = new Replay();
        replay.Play($"Event: ExtensionStatus\nPrivilege: call,all\nExten: 1009\nContext: ext-local\nHint: SIP/1009\nStatus: {bits}\n\n");

        Assert.Equal(status, StatusOf(replay, "1009"));
    }

    [Fact]
    public void Stand_ins_of_a_masquerade_are_never_seen()
    {
        var replay = TwoTalk();
        var lines = replay.History.Count;
        replay.Play(New("1.9", "x", state: 6).Replace("PJSIP/x-", "AsyncGoto/PJSIP/1002-", StringComparison.Ordinal));
        replay.Play("Event: Rename\nPrivilege: call,all\nChannel: PJSIP/1002-2\nNewname: PJSIP/1002-2<MASQ>\nUniqueid: 1.2\n\n");
        replay.Play("Event: Rename\nPrivilege: call,all\nChannel: PJSIP/1002-2<MASQ>\nNewname: AsyncGoto/PJSIP/1002-2<ZOMBIE>\nUniqueid: 1.2\n\n");
        replay.Play(Hangup("1.9", "x", 16));
        replay.Finish();

        Assert.Equal(lines, replay.History.Count);
        Assert.Equal(" | #1: 1001 bridged[1002] 1002 bridged[1001]", Board.Calls(replay.State.Snapshot()));
    }

    [Fact]
    public void Callers_in_a_queue_move_up_in_one_change_when_one_leaves()
    {
        var replay = Replay.Synchronised();
        for (var i = 1; i <= 3; i++)
        {
            replay.Play(New($"1.{i}", $"100{i}", state: 4, exten: "401"));
            replay.Play($"Event: QueueCallerJoin\nPrivilege: agent,all\nChannel: PJSIP/100{i}-{i}\nUniqueid: 1.{i}\nQueue: 401\nPosition: {i}\nCount: {i}\n\n");
        }
        replay.Play("Event: QueueCallerLeave\nPrivilege: agent,all\nChannel: PJSIP/1001-1\nUniqueid: 1.1\nQueue: 401\nPosition: 1\nCount: 2\n\n");

        Assert.Equal(["1.2 1", "1.3 2"], replay.State.Snapshot().WaitingCallers.OrderBy(caller => caller.Position).Select(caller => $"{caller.Id.LocalId} {caller.Position}"));
        var change = Assert.Single(replay.Changes, change => change.Kind == ChangeKind.QueueLeft);
        Assert.Equal(3, change.Entities.Count(entity => entity.Kind == EntityKind.WaitingCaller));
    }

    [Fact]
    public void A_queue_member_behind_a_local_hop_that_stays_talks_with_the_caller()
    {
        var replay = Replay.Synchronised();
        replay.Play(New("1.1", "1003", state: 4, exten: "401"));
        replay.Play(State("1.1", "1003", 6));
        replay.Play("Event: QueueCallerJoin\nPrivilege: agent,all\nChannel: PJSIP/1003-1\nUniqueid: 1.1\nQueue: 401\nPosition: 1\nCount: 1\n\n");
        foreach (var half in new[] { "2", "3" })
        {
            replay.Play($"Event: Newchannel\nPrivilege: call,all\nChannel: Local/1002@from-queue-01;{(half == "2" ? 1 : 2)}\nChannelState: {(half == "2" ? 0 : 4)}\nExten: 1002\nUniqueid: 1.{half}\nLinkedid: 1.1\n\n");
        }
        replay.Play("Event: LocalBridge\nPrivilege: call,all\nLocalOneChannel: Local/1002@from-queue-01;1\nLocalOneUniqueid: 1.2\nLocalTwoChannel: Local/1002@from-queue-01;2\nLocalTwoUniqueid: 1.3\nLocalOptimization: No\n\n");
        replay.Play(Dial("DialBegin", "1.1", "1003", "1.2", "x").Replace("PJSIP/x-2", "Local/1002@from-queue-01;1", StringComparison.Ordinal));
        replay.Play(New("1.4", "1002", state: 0, linked: "1.1"));
        replay.Play(Dial("DialBegin", "1.3", "x", "1.4", "1002").Replace("PJSIP/x-3", "Local/1002@from-queue-01;2", StringComparison.Ordinal));
        replay.Play(State("1.4", "1002", 5));
        Assert.Equal(" | #1: 1003 queue(401/1) 1002 ringing", Board.Calls(replay.State.Snapshot()));

        replay.Play(State("1.4", "1002", 6));
        replay.Play(Enter("b2", "1.4", "1002"));
        replay.Play(Enter("b2", "1.3", "x").Replace("PJSIP/x-3", "Local/1002@from-queue-01;2", StringComparison.Ordinal));
        replay.Play(Enter("b1", "1.2", "x").Replace("PJSIP/x-2", "Local/1002@from-queue-01;1", StringComparison.Ordinal));
        replay.Play("Event: QueueCallerLeave\nPrivilege: agent,all\nChannel: PJSIP/1003-1\nUniqueid: 1.1\nQueue: 401\nPosition: 1\nCount: 0\n\n");
        replay.Play(Enter("b1", "1.1", "1003"));
        replay.Finish();

        Assert.Equal(" | #1: 1003 bridged[1002] 1002 bridged[1003]", Board.Calls(replay.State.Snapshot()));
        Assert.Equal(["1003", "1002"], Assert.Single(replay.State.Snapshot().Conversations).Participants.Select(participant => participant.Party.Number));
        Assert.Single(replay.Changes, change => change.Kind == ChangeKind.Bridged);
    }

    [Fact]
    public void Three_in_a_bridge_hear_each_other_and_two_remain()
    {
        var replay = TwoTalk();
        replay.Play(New("1.3", "1003", state: 4, exten: "*9"));
        replay.Play(State("1.3", "1003", 6));
        replay.Play(Enter("b", "1.3", "1003"));
        Assert.Equal(" | #1: 1001 bridged[1002&1003] 1002 bridged[1001&1003] 1003 bridged[1002&1001]", Board.Calls(replay.State.Snapshot()));

        replay.Play(Leave("b", "1.2", "1002"));
        replay.Play(Hangup("1.2", "1002", 16));
        Assert.Equal(" | #1: 1001 bridged[1003] 1003 bridged[1001]", Board.Calls(replay.State.Snapshot()));
    }

    [Fact]
    public void Bridges_that_merge_make_one_call()
    {
        var replay = TwoTalk();
        replay.Play(New("1.3", "1003", state: 4, exten: "1004").Replace("Linkedid: 1.1", "Linkedid: 1.3", StringComparison.Ordinal));
        replay.Play(New("1.4", "1004", state: 0, linked: "1.3"));
        replay.Play(Dial("DialBegin", "1.3", "1003", "1.4", "1004"));
        replay.Play(State("1.4", "1004", 6));
        replay.Play(Enter("c", "1.4", "1004"));
        replay.Play(Enter("c", "1.3", "1003"));
        Assert.Equal(2, replay.State.Snapshot().Conversations.Count);

        replay.Play("Event: BridgeMerge\nPrivilege: call,all\nToBridgeUniqueid: b\nFromBridgeUniqueid: c\n\n");

        var conversation = Assert.Single(replay.State.Snapshot().Conversations);
        Assert.Equal(4, conversation.Participants.Count);
        Assert.All(replay.State.Snapshot().Channels, channel => Assert.Equal(3, channel.BridgedWith.Count));
    }

    [Fact]
    public void A_dial_that_is_forwarded_tells_where_and_keeps_the_number_that_was_called()
    {
        var replay = Replay.Synchronised();
        replay.Play(New("1.1", "1001", state: 4, exten: "1002"));
        replay.Play(New("1.2", "1002", state: 0, linked: "1.1"));
        replay.Play(Dial("DialBegin", "1.1", "1001", "1.2", "1002"));
        replay.Play(Dial("DialEnd", "1.1", "1001", "1.2", "1002").TrimEnd() + "\nDialStatus: CHANUNAVAIL\nForward: 1003@from-internal\n\n");

        Assert.Equal("1003@from-internal", Assert.Single(replay.Changes, change => change.Kind == ChangeKind.Redirected).Detail);
        Assert.Equal("1002", Assert.Single(replay.State.Snapshot().Conversations).Called.Number);
    }

    [Fact]
    public void An_attended_transfer_to_an_application_leaves_the_other_there()
    {
        var replay = TwoTalk();
        replay.Play("Event: AttendedTransfer\nPrivilege: call,all\nResult: Success\nOrigTransfererUniqueid: 1.1\nTransfereeUniqueid: 1.2\nDestType: App\nDestApp: Echo\n\n");
        replay.Play(Hangup("1.1", "1001", 16));

        Assert.Equal(" | #1: 1002 application(Echo)", Board.Calls(replay.State.Snapshot()));
        Assert.Equal("Echo", Assert.Single(replay.Changes, change => change.Kind == ChangeKind.Transferred).Detail);
        var transferer = (Channel)replay.Changes.SelectMany(change => change.Entities).Single(entity => entity is { Kind: EntityKind.Channel, IsRemoval: true }).Before!;
        Assert.Equal(HangupCause.AttendedTransfer, transferer.HangupCause);
    }

    [Fact]
    public void A_parked_call_that_times_out_leaves_its_slot_and_stays_the_same_call()
    {
        var replay = TwoTalk();
        replay.Play(Parking("ParkedCall"));
        replay.Play(Hangup("1.1", "1001", 16));
        Assert.Equal(" | #1: 1002 park(701)", Board.Calls(replay.State.Snapshot()));
        Assert.Equal(TimeSpan.FromSeconds(20), replay.State.Snapshot().ParkedCalls.Single().ExpiresAt - replay.State.Snapshot().ParkedCalls.Single().ParkedAt);

        replay.Play(Parking("ParkedCallTimeOut"));

        Assert.Empty(replay.State.Snapshot().ParkedCalls);
        Assert.Equal("pbx:1.1", Assert.Single(replay.State.Snapshot().Conversations).Id.ToString());
    }

    [Fact]
    public void A_conference_shows_who_is_admin_and_who_is_muted_and_whether_it_is_recorded()
    {
        var replay = Replay.Synchronised();
        replay.Play(New("1.1", "1001", state: 4, exten: "800"));
        replay.Play(Conference("ConfbridgeStart"));
        replay.Play(Conference("ConfbridgeJoin").TrimEnd() + "\nAdmin: Yes\nMuted: No\n\n");
        replay.Play(Conference("ConfbridgeMute"));
        replay.Play(Conference("ConfbridgeRecord"));

        var participant = Assert.Single(replay.State.Snapshot().ConferenceParticipants);
        Assert.Equal((true, true, "800/1.1"), (participant.Admin, participant.Muted, participant.Id.LocalId));
        Assert.Equal(RecordingStatus.On, Assert.Single(replay.State.Snapshot().Conferences).Recording);

        replay.Play(Conference("ConfbridgeUnmute"));
        Assert.False(Assert.Single(replay.State.Snapshot().ConferenceParticipants).Muted);
        replay.Play(Conference("ConfbridgeLeave"));
        replay.Play(Conference("ConfbridgeEnd"));
        Assert.Empty(replay.State.Snapshot().ConferenceParticipants);
        Assert.Empty(replay.State.Snapshot().Conferences);
    }

    private static string Parking(string name) =>
        $"Event: {name}\nPrivilege: call,all\nParkeeChannel: PJSIP/1002-2\nParkeeUniqueid: 1.2\nParkerDialString: PJSIP/1001\nParkinglot: default\nParkingSpace: 701\nParkingTimeout: 20\nParkingDuration: 0\n\n";

    private static string Conference(string name) =>
        $"Event: {name}\nPrivilege: call,all\nConference: 800\nBridgeUniqueid: room\nBridgeType: base\nBridgeTechnology: softmix\nBridgeCreator: ConfBridge\nBridgeName: 800\nChannel: PJSIP/1001-1\nUniqueid: 1.1\nLinkedid: 1.1\n\n";

    private static Replay TwoTalk()
    {
        var replay = Replay.Synchronised();
        replay.Play(New("1.1", "1001", state: 4, exten: "1002"));
        replay.Play(New("1.2", "1002", state: 0, linked: "1.1"));
        replay.Play(Dial("DialBegin", "1.1", "1001", "1.2", "1002"));
        replay.Play(State("1.2", "1002", 6));
        replay.Play(Dial("DialEnd", "1.1", "1001", "1.2", "1002").TrimEnd() + "\nDialStatus: ANSWER\n\n");
        replay.Play(State("1.1", "1001", 6));
        replay.Play(Enter("b", "1.2", "1002"));
        replay.Play(Enter("b", "1.1", "1001"));
        replay.Finish();
        return replay;
    }

    private static ExtensionStatus StatusOf(Replay replay, string number)
    {
        Assert.True(replay.State.TryGet<Extension>(new ObjectId("pbx", number), out var extension));
        return extension.Status;
    }

    private static string Id(string id) => id[(id.IndexOf('.') + 1)..];

    private static string New(string id, string number, int state, string exten = "s", string? linked = null) =>
        $"Event: Newchannel\nPrivilege: call,all\nChannel: PJSIP/{number}-{Id(id)}\nChannelState: {state}\nCallerIDNum: {number}\nExten: {exten}\nUniqueid: {id}\nLinkedid: {linked ?? id}\n\n";

    private static string State(string id, string number, int state) =>
        $"Event: Newstate\nPrivilege: call,all\nChannel: PJSIP/{number}-{Id(id)}\nChannelState: {state}\nCallerIDNum: {number}\nUniqueid: {id}\nLinkedid: 1.1\n\n";

    private static string Dial(string name, string from, string caller, string to, string called) =>
        $"Event: {name}\nPrivilege: call,all\nChannel: PJSIP/{caller}-{Id(from)}\nUniqueid: {from}\nLinkedid: {from}\nDestChannel: PJSIP/{called}-{Id(to)}\nDestCallerIDNum: {called}\nDestUniqueid: {to}\nDestLinkedid: {from}\n\n";

    private static string Enter(string bridge, string id, string number) => Bridge("BridgeEnter", bridge, id, number);

    private static string Leave(string bridge, string id, string number) => Bridge("BridgeLeave", bridge, id, number);

    private static string Bridge(string name, string bridge, string id, string number) =>
        $"Event: {name}\nPrivilege: call,all\nBridgeUniqueid: {bridge}\nBridgeType: basic\nBridgeTechnology: simple_bridge\nChannel: PJSIP/{number}-{Id(id)}\nChannelState: 6\nCallerIDNum: {number}\nUniqueid: {id}\nLinkedid: 1.1\n\n";

    private static string Step(string id, string number, string application, string data) =>
        $"Event: Newexten\nPrivilege: dialplan,all\nChannel: PJSIP/{number}-{Id(id)}\nChannelState: 6\nExten: 700\nUniqueid: {id}\nLinkedid: 1.1\nApplication: {application}\nAppData: {data}\n\n";

    private static string Hangup(string id, string number, int cause) =>
        $"Event: Hangup\nPrivilege: call,all\nChannel: PJSIP/{number}-{Id(id)}\nUniqueid: {id}\nCause: {cause}\n\n";
}
