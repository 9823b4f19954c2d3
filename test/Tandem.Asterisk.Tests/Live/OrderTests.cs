using FsCheck;
using FsCheck.Fluent;
using Tandem.Asterisk.Messages;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Tests.Live;

/// <summary>Neither how bytes are cut nor an order that Asterisk does not promise changes what comes out.</summary>
public sealed class OrderTests
{
    private static readonly string[] Scenes = [.. Transcripts.Names.Where(name => name is not ("01-initial-sync" or "25-md5-login-and-denied" or "05-invalid-number" or "21-reload-presence"))];

    [Fact]
    public void Bytes_split_anywhere_make_the_same_history()
    {
        var cases = ArbMap.Default.ArbFor<(int Scene, PositiveInt[] Pieces)>();
        Prop.ForAll(cases, sample =>
        {
            var name = Scenes[Math.Abs(sample.Scene % Scenes.Length)];
            var transcript = Transcripts.Load(name);
            var replay = Replay.Synchronised();
            var rest = transcript.Blocks.Span;
            for (var i = 0; !rest.IsEmpty; i++)
            {
                var length = Math.Min(rest.Length, sample.Pieces.Length == 0 ? 1 : sample.Pieces[i % sample.Pieces.Length].Get);
                replay.Play(rest[..length]);
                rest = rest[length..];
            }
            replay.Finish();

            Assert.Equal(Replay.Scene(name).History, replay.History);
        }).CheckAlways(40);
    }

    [Fact]
    public void Orders_that_are_not_promised_end_alike()
    {
        var cases = ArbMap.Default.ArbFor<(int Scene, int Seed)>();
        Prop.ForAll(cases, sample =>
        {
            var name = Scenes[Math.Abs(sample.Scene % Scenes.Length)];
            var messages = Transcripts.Load(name).ToMessages().Where(message => message.Contains("Privilege")).ToArray();
            Shuffle(messages, new Random(sample.Seed));
            var replay = Replay.Synchronised();
            replay.Play(messages);
            replay.Finish();

            Assert.Equal(OutcomeOf(Replay.Scene(name)), OutcomeOf(replay));
        }).CheckAlways(400);
    }

    [Theory]
    [InlineData("08-attended-transfer", "AttendedTransfer", "BridgeLeave", ChangeKind.Transferred)]
    [InlineData("13-park-retrieve", "UnParkedCall", "BridgeEnter", ChangeKind.Retrieved)]
    [InlineData("23-pickup", "Pickup", "Hangup", ChangeKind.PickedUp)]
    public void What_belongs_together_is_one_change_whichever_event_comes_first(string scene, string name, string other, ChangeKind kind)
    {
        var messages = Transcripts.Load(scene).ToMessages().Where(message => message.Contains("Privilege")).ToList();
        var at = messages.FindIndex(message => message.EventName == name);
        var before = messages.FindLastIndex(at, message => message.EventName == other && message["BridgeUniqueid"] != null);
        var moved = messages[at];
        messages.RemoveAt(at);
        messages.Insert(before >= 0 && at - before < 12 ? before : at, moved);

        var replay = Replay.Synchronised();
        replay.Play(messages);
        replay.Finish();

        Assert.Single(replay.Changes, change => change.Kind == kind);
        Assert.Equal(OutcomeOf(Replay.Scene(scene)), OutcomeOf(replay));
    }

    /// <summary>Exchanges neighbours that come from different parts of Asterisk, each of which keeps its own order alone.</summary>
    private static void Shuffle(AmiMessage[] messages, Random random)
    {
        for (var i = 0; i < messages.Length * 2; i++)
        {
            var at = random.Next(messages.Length - 1);
            if (PartOf(messages[at]) != PartOf(messages[at + 1]) && At(messages[at + 1]) - At(messages[at]) < TimeSpan.FromMilliseconds(2))
            {
                (messages[at], messages[at + 1]) = (messages[at + 1], messages[at]);
            }
        }
    }

    private static string PartOf(AmiMessage message) => message.EventName switch
    {
        "DeviceStateChange" or "ExtensionStatus" => "states",
        "ContactStatus" or "PeerStatus" or "Registry" => "endpoints",
        "QueueMemberStatus" or "QueueMemberPause" or "QueueMemberAdded" or "QueueMemberRemoved" => "queue members",
        "DialBegin" or "DialState" or "DialEnd" => "dials",
        "AttendedTransfer" or "BlindTransfer" or "Pickup" => "transfers",
        "ParkedCall" or "UnParkedCall" => "parking",
        "QueueCallerJoin" or "QueueCallerLeave" or "QueueCallerAbandon" or "AgentCalled" or "AgentConnect" or "AgentComplete" => "queues",
        "ConfbridgeStart" or "ConfbridgeJoin" or "ConfbridgeLeave" or "ConfbridgeEnd" => "conferences",
        "NewConnectedLine" or "NewCallerid" => "parties",
        "RTCPSent" or "RTCPReceived" or "SuccessfulAuth" or "ChallengeSent" or "VarSet" => "nothing",
        _ => "calls",
    };

    private static DateTimeOffset At(AmiMessage message) => message.TryGetTimestamp(out var at) ? at : default;

    private static string[] OutcomeOf(Replay replay)
    {
        var state = replay.State.Snapshot();
        var conversations = replay.Changes.SelectMany(change => change.Entities).Where(entity => entity is { Kind: EntityKind.Conversation, After: not null }).Select(entity => (Conversation)entity.After!);
        return
        [
            Board.Calls(state),
            .. conversations.Where(conversation => conversation.EndedAt is not null).Select(conversation => $"{conversation.Id} ended {conversation.MergedInto} "
                + string.Join(' ', conversation.Participants.Select(participant => participant.Party.Number).Order())).Order(),
            .. state.Extensions.Select(extension => $"{extension.Number} {extension.Status} {extension.Contacts.Count}").Order(),
            .. state.QueueMembers.Select(member => $"{member.Id} {member.Paused} {member.CallsTaken}").Order(),
        ];
    }
}
