using FsCheck;
using FsCheck.Fluent;
using Tandem.Cti.Channels;
using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Pbx.Tests;

namespace Tandem.Cti.Tests.Channels;

public sealed class ChannelInfoTableTests
{
    private readonly PbxState _state = new("switch");
    private readonly ChannelInfoTable _table = new();
    private readonly List<ChannelUpdate> _updates = [];
    private readonly List<MwiInfo> _mailboxes = [];
    private readonly Watcher _watcher;

    public ChannelInfoTableTests() => _watcher = _state.SnapshotAndWatch();

    [Fact]
    public void A_call_through_the_exchange_is_told_step_by_step()
    {
        Offer("a", ChannelDirection.Inbound);
        Offer("b", ChannelDirection.Outbound);
        Write(ChangeKind.Ringing, writer =>
        {
            Enter(writer, "b", new ChannelState.Ringing());
            Enter(writer, "a", new ChannelState.Ringing());
        });
        Write(ChangeKind.Answered, writer => writer.Update<Channel>(Id("b"), channel => channel with { AnsweredAt = writer.Now }));
        Write(ChangeKind.Bridged, writer =>
        {
            writer.Update<Channel>(Id("a"), channel => channel with { State = new ChannelState.Bridged(), BridgedWith = [Id("b")] });
            writer.Update<Channel>(Id("b"), channel => channel with { State = new ChannelState.Bridged(), BridgedWith = [Id("a")] });
        });
        Write(ChangeKind.Digit, writer => writer.Touch<Channel>(Id("a")));
        Write(ChangeKind.Held, writer => Enter(writer, "b", new ChannelState.Held()));
        Write(ChangeKind.Parked, writer => Enter(writer, "b", new ChannelState.Parked("lot", "701")));
        HangUp("a");
        HangUp("b");
        Assert.Equal(
            [
                "Added switch:a NEW_CHANNEL calling",
                "Added switch:b CHANNEL_ORIGINATE calling",
                "Updated switch:b CHANNEL_APPLICATION ringing",
                "Updated switch:a CHANNEL_APPLICATION ringing",
                "Updated switch:b CHANNEL_ANSWER ringing",
                "Updated switch:a CHANNEL_BRIDGE bridged",
                "Updated switch:b CHANNEL_BRIDGE bridged",
                "Updated switch:b CHANNEL_APPLICATION held",
                "Updated switch:b CHANNEL_APPLICATION park",
                "Removed switch:a CHANNEL_HANGUP bridged",
                "Removed switch:b CHANNEL_HANGUP park",
            ],
            Told());
        Assert.Equal("NORMAL_CLEARING", _updates[^1].Channel.HangupCause);
        Assert.NotNull(_updates[^1].Channel.HangupTimestamp);
        Assert.Equal("switch:b", _updates[5].Channel.OtherUuid);
        Assert.Empty(_table.Channels);
    }

    public static TheoryData<ChannelState> States =>
    [
        new ChannelState.Queued(new ObjectId("switch", "q"), 1),
        new ChannelState.Ivr("7"),
        new ChannelState.Voicemail(new CallTarget(CallTargetType.User, "7")),
        new ChannelState.CheckingVoicemail("101"),
        new ChannelState.InConference("8000"),
        new ChannelState.Parked("lot", "701"),
        new ChannelState.CallingExternal("+49"),
        new ChannelState.CallingSipTermination("sip:a@b"),
        new ChannelState.SystemOperation("pickup"),
        new ChannelState.InApplication("echo"),
        new ChannelState.Eavesdrop(new ObjectId("switch", "b")),
    ];

    [Theory]
    [MemberData(nameof(States))]
    public void Every_other_state_is_a_change_of_state(ChannelState state)
    {
        Offer("a", ChannelDirection.Inbound);
        foreach (var kind in new[] { ChangeKind.ChannelChanged, ChangeKind.Parked, ChangeKind.QueueJoined, ChangeKind.ConferenceJoined, ChangeKind.SpyStarted })
        {
            Write(kind, writer => Enter(writer, "a", state));
            Write(kind, writer => Enter(writer, "a", new ChannelState.Calling()));
        }
        Read();
        Assert.All(_updates.Skip(1), update => Assert.Equal(ChannelEvent.Application, update.Channel.LastEvent));
        Assert.Equal(11, _updates.Count);
        Assert.Equal(state.Name, _updates[1].Channel.State!.Name);
    }

    [Fact]
    public void What_hung_up_is_told_once_whether_it_is_removed_then_or_later()
    {
        Offer("a", ChannelDirection.Inbound);
        Write(ChangeKind.HungUp, writer => writer.Update<Channel>(Id("a"), channel => channel with { HungUpAt = writer.Now }));
        Write(ChangeKind.ChannelChanged, writer => writer.Update<Channel>(Id("a"), channel => channel with { Muted = true }));
        Write(ChangeKind.ChannelChanged, writer => writer.Remove<Channel>(Id("a")));
        Assert.Equal(["Added switch:a NEW_CHANNEL calling", "Removed switch:a CHANNEL_HANGUP calling"], Told());
    }

    [Fact]
    public void A_later_snapshot_is_told_as_changes()
    {
        Offer("gone", ChannelDirection.Inbound);
        Offer("stays", ChannelDirection.Inbound);
        Told();
        HangUp("gone");
        Offer("new", ChannelDirection.Outbound);
        _watcher.Restart();
        _updates.Clear();
        Assert.Equal(["Removed switch:gone CHANNEL_HANGUP calling", "Added switch:new CHANNEL_ORIGINATE calling"], Told());
    }

    [Fact]
    public void A_mailbox_is_named_by_its_extension()
    {
        Write(ChangeKind.Configured, writer => writer.Upsert(new Extension { Id = Id("101"), Domain = "d", Number = "101", User = new DirectoryReference(7, "Jörg") }));
        Write(ChangeKind.MailboxChanged, writer => writer.Upsert(new Mailbox { Id = Id("101@default"), Domain = "d", New = 2, Saved = 1 }));
        Write(ChangeKind.MailboxChanged, writer => writer.Update<Mailbox>(Id("101@default"), mailbox => mailbox with { Urgent = 1 }));
        Read();
        var mwi = Assert.Single(_mailboxes);
        Assert.Equal((7, "Jörg", 2, 1), (mwi.TargetId, mwi.TargetName, mwi.NewCount, mwi.SavedCount));
        Assert.NotNull(mwi.Timestamp);
    }

    [Fact]
    public void A_copy_kept_from_the_records_is_the_model_whatever_happens() => Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), steps =>
    {
        foreach (var projection in new[] { Projection.Everything, Projection.ForDomain("a") })
        {
            var state = new PbxState("s");
            var history = new RandomHistory(state);
            history.Play(steps.Take(steps.Length / 2));
            using var watcher = state.SnapshotAndWatch(projection);
            var table = new ChannelInfoTable();
            var copy = new Dictionary<string, ChannelInfo>();
            var updates = new List<ChannelUpdate>();
            watcher.TryRead(out var snapshot);
            table.Apply(snapshot!, updates, []);
            Assert.Empty(updates);
            foreach (var channel in table.Channels)
            {
                copy.Add(channel.Uuid, channel);
            }
            history.Play(steps.Skip(steps.Length / 2));
            while (watcher.TryRead(out var frame))
            {
                updates.Clear();
                table.Apply(frame, updates, []);
                updates.ForEach(update => Apply(copy, update));
            }
            var expected = projection.Apply(state.Snapshot()).Channels.Where(channel => channel.HungUpAt is null);
            Assert.Equal(
                expected.Select(channel => ChannelInfoMapper.Map(channel, default)).OrderBy(info => info.Uuid, StringComparer.Ordinal),
                copy.Values.Select(info => info with { LastEvent = default }).OrderBy(info => info.Uuid, StringComparer.Ordinal));
        }
    }).QuickCheckThrowOnFailure();

    private static void Apply(Dictionary<string, ChannelInfo> copy, ChannelUpdate update)
    {
        switch (update.Kind)
        {
            case ChannelUpdateKind.Added:
                copy.Add(update.Channel.Uuid, update.Channel);
                break;
            case ChannelUpdateKind.Updated:
                Assert.True(copy.ContainsKey(update.Channel.Uuid));
                copy[update.Channel.Uuid] = update.Channel;
                break;
            default:
                Assert.True(copy.Remove(update.Channel.Uuid));
                Assert.Equal(ChannelEvent.Hangup, update.Channel.LastEvent);
                break;
        }
    }

    private static ObjectId Id(string localId) => new("switch", localId);

    private static void Enter(PbxWriter writer, string channel, ChannelState state) =>
        writer.Update<Channel>(Id(channel), current => current with { State = state, StateSince = writer.Now });

    private void Write(ChangeKind kind, Action<PbxWriter> edit) => _state.Write(kind, edit);

    private void Offer(string id, ChannelDirection direction) => Write(ChangeKind.Offered, writer => writer.Upsert(new Channel
    {
        Id = Id(id),
        Domain = "d",
        Direction = direction,
        OfferedAt = writer.Now,
        State = new ChannelState.Calling(),
        StateSince = writer.Now,
    }));

    private void HangUp(string id) => Write(ChangeKind.HungUp, writer =>
    {
        writer.Update<Channel>(Id(id), channel => channel with { HungUpAt = writer.Now, HangupCause = HangupCause.NormalClearing });
        writer.Remove<Channel>(Id(id));
    });

    private void Read()
    {
        while (_watcher.TryRead(out var frame))
        {
            _table.Apply(frame, _updates, _mailboxes);
        }
    }

    private string[] Told()
    {
        Read();
        return [.. _updates.Select(update => $"{update.Kind} {update.Channel.Uuid} {update.Channel.LastEvent} {update.Channel.State!.Name}")];
    }
}
