using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tandem.Asterisk.Live;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing;
using Tandem.Asterisk.Testing.Folding;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Tests.Live;

/// <summary>
/// A connection that is lost at any place, for any time, changes nothing in the outcome: the lists come from the fake Asterisk's own account
/// of the scene, which knows nothing of the model.
/// </summary>
public sealed class ResyncTests
{
    private static readonly string[] Lists =
    [
        "PJSIPShowEndpoints", "PJSIPShowContacts", "PJSIPShowRegistrationsOutbound", "SIPpeers", "DeviceStateList", "ExtensionStateList", "VoicemailUsersList",
        "BridgeList", "CoreShowChannels", "QueueStatus", "Parkinglots", "ParkedCalls", "ConfbridgeListRooms",
    ];

    private static readonly string[] Scenes = [.. Transcripts.Names.Where(name => name is not ("01-initial-sync" or "25-md5-login-and-denied"))];

    public static TheoryData<string> AllScenes() => [.. Scenes];

    [Theory]
    [MemberData(nameof(AllScenes))]
    public void Lists_at_any_place_of_a_scene_show_who_talks_to_whom(string name)
    {
        var messages = EventsOf(name);
        foreach (var cut in Enumerable.Range(0, messages.Length + 1).Where(cut => IsAtRest(messages, cut)))
        {
            var whole = Replay.Synchronised();
            whole.Play(messages[..cut]);
            whole.Finish();
            var late = Resynchronised(messages, from: 0, to: cut);

            Assert.Equal(TalksOf(whole.State.Snapshot()), TalksOf(late.State.Snapshot()));
        }
    }

    [Theory]
    [MemberData(nameof(AllScenes))]
    public void A_gap_of_no_events_ends_in_the_same_model(string name)
    {
        var messages = EventsOf(name);
        var expected = OutcomeOf(Replay.Scene(name).State.Snapshot());
        for (var cut = 0; cut <= messages.Length; cut++)
        {
            var replay = Resynchronised(messages, cut, cut);
            replay.Play(messages[cut..]);
            replay.Finish();

            Assert.Equal(expected, OutcomeOf(replay.State.Snapshot()));
            AssertEndedOnce(replay);
        }
    }

    [Fact]
    public void Any_gap_ends_in_the_same_model()
    {
        var cuts = ArbMap.Default.ArbFor<(int Scene, NonNegativeInt From, NonNegativeInt Length)>();
        Prop.ForAll(cuts, cut =>
        {
            var name = Scenes[Math.Abs(cut.Scene % Scenes.Length)];
            var messages = EventsOf(name);
            var from = cut.From.Get * 7 % (messages.Length + 1);
            var to = Math.Min(messages.Length, from + (cut.Length.Get * 5));
            var replay = Resynchronised(messages, from, to);
            replay.Play(messages[to..]);
            replay.Finish();

            Assert.Equal(OutcomeOf(Replay.Scene(name).State.Snapshot()), OutcomeOf(replay.State.Snapshot()));
            AssertEndedOnce(replay);
        }).CheckAlways(300);
    }

    /// <summary>One that has seen the events up to a place, none up to another, and read the lists there.</summary>
    private static Replay Resynchronised(AmiMessage[] messages, int from, int to)
    {
        var fold = new AsteriskFold(TimeProvider.System);
        foreach (var message in TranscriptEvents.Of(Transcripts.Load("01"), fold).Select(item => item.Event).Concat(messages[..to]))
        {
            fold.Add(message);
        }
        var replay = Replay.Synchronised();
        replay.Play(messages[..from]);
        replay.Model.MarkStale();
        if (to > 0 && messages[to - 1].TryGetTimestamp(out var at))
        {
            replay.Clock.GoTo(at);
        }
        replay.Model.BeginSnapshot(afterGap: true);
        foreach (var list in Lists)
        {
            var reply = fold.Answer(new AmiMessage(new AmiHeader("Action", list)));
            replay.Play(Encoding.UTF8.GetBytes(reply?.Render("list", isOld: false) ?? ""));
        }
        replay.Model.EndSnapshot(SnapshotScope.All & ~SnapshotScope.Settings, missesToEnd: 1);
        replay.Collect();
        return replay;
    }

    private static AmiMessage[] EventsOf(string name) => [.. Transcripts.Load(name).ToMessages().Where(message => message.Kind == AmiBlockKind.Event && message.Contains("Privilege"))];

    /// <summary>Nothing happens for a while: what a person would call a step.</summary>
    private static bool IsAtRest(AmiMessage[] messages, int cut) =>
        cut == 0 || cut == messages.Length
        || (messages[cut - 1].TryGetTimestamp(out var before) && messages[cut].TryGetTimestamp(out var after) && after - before > TimeSpan.FromMilliseconds(150));

    private static string[] TalksOf(PbxSnapshot state) =>
    [
        .. state.Channels.Select(channel => $"{channel.Id.LocalId} in {channel.Conversation?.LocalId} with {string.Join(' ', channel.BridgedWith.Select(id => id.LocalId).Order())}").Order(),
        .. state.ParkedCalls.Select(parked => $"{parked.Slot} {parked.Channel}"),
        .. state.WaitingCallers.Select(caller => $"{caller.Position} {caller.Channel}"),
    ];

    private static string[] OutcomeOf(PbxSnapshot state) =>
    [
        .. TalksOf(state),
        .. state.Conversations.Select(conversation => $"{conversation.Id} {conversation.Direction}"),
        .. state.Extensions.Select(extension => $"{extension.Number} {extension.Status} {extension.Conversations}").Order(),
        .. state.QueueMembers.Select(member => $"{member.Id} {member.Paused} {member.PauseReason} {member.CallsTaken} {member.LoggedIn}").Order(),
        .. state.Conferences.Select(conference => conference.Id.ToString()),
        .. state.Mailboxes.Select(mailbox => $"{mailbox.Id} {mailbox.New}/{mailbox.Saved}").Order(),
        .. state.Trunks.Select(trunk => $"{trunk.Name} {trunk.Registration}").Order(),
        .. state.Entities.Where(entity => entity.Stale).Select(entity => $"stale {entity.Id}"),
    ];

    private static void AssertEndedOnce(Replay replay)
    {
        var ends = replay.Changes.SelectMany(change => change.Entities).Select(entity => entity.After).OfType<Conversation>().Where(conversation => conversation.EndedAt is not null);
        Assert.All(ends.GroupBy(conversation => conversation.Id), images => Assert.Single(images));
        var hangups = replay.Changes.SelectMany(change => change.Entities).Where(entity => entity is { Kind: EntityKind.Channel, IsRemoval: true });
        Assert.All(hangups.GroupBy(entity => entity.Id), images => Assert.Single(images));
    }
}
