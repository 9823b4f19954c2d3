using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Pbx.Tests;

/// <summary>
/// Plays a telephone exchange from random numbers: calls within and between two domains, transfers, merges, splits, parking, hang-ups, and
/// edits that fail. Every number is one step; every history of numbers is a valid one.
/// </summary>
internal sealed class RandomHistory(PbxState state, string source = "s", ManualClock? clock = null)
{
    private static readonly string[] Domains = ["a", "b"];

    private int _lastId;

    /// <summary>A number that only objects of this domain hold.</summary>
    public static string SecretOf(string domain) => $"+49{domain}999";

    public void Play(IEnumerable<int> steps)
    {
        foreach (int step in steps)
            Step(step);
    }

    public void Step(int step)
    {
        clock?.Advance(TimeSpan.FromMilliseconds(10));
        int pick = Math.Abs(step / 16);
        switch (Math.Abs(step % 16))
        {
            case 0 or 1 or 2:
                Start(pick);
                break;
            case 3 or 4:
                Answer(pick);
                break;
            case 5:
                Change(pick, ChangeKind.Held, channel => channel with { Held = !channel.Held });
                break;
            case 6:
                Transfer(pick);
                break;
            case 7:
                Merge(pick);
                break;
            case 8:
                Split(pick);
                break;
            case 9 or 10:
                HangUp(pick);
                break;
            case 11:
                Digit(pick);
                break;
            case 12:
                Extension(pick);
                break;
            case 13:
                Park(pick);
                break;
            case 14:
                Fail(pick);
                break;
            default:
                MoveDomain(pick);
                break;
        }
    }

    private static T? Pick<T>(IReadOnlyList<T> items, int pick)
        where T : Entity => items.Count == 0 ? null : items[pick % items.Count];

    private ObjectId NewId() => new(source, $"x{++_lastId}");

    private Channel? PickChannel(int pick) => Pick([.. state.Snapshot().Channels.OrderBy(item => item.Id.LocalId)], pick);

    private Conversation? PickConversation(int pick) =>
        Pick([.. state.Snapshot().Conversations.Where(item => item.EndedAt is null).OrderBy(item => item.Id.LocalId)], pick);

    private Channel NewChannel(ObjectId conversation, ObjectId id, string domain, DateTimeOffset now) => new()
    {
        Id = id,
        Domain = domain,
        Name = SecretOf(domain),
        Direction = ChannelDirection.Inbound,
        Calling = new Party(SecretOf(domain), SecretOf(domain)),
        Called = new Party(null, SecretOf(domain)),
        Connected = new Party(SecretOf(domain), null),
        Labels = [new Label("number", SecretOf(domain))],
        LastEvent = SecretOf(domain),
        Target = new CallTarget(CallTargetType.External, Address: SecretOf(domain)),
        User = new DirectoryReference(1, SecretOf(domain)),
        OfferedAt = now,
        State = new ChannelState.CallingExternal(SecretOf(domain)),
        StateSince = now,
        Conversation = conversation,
    };

    private static Participant Participant(Channel channel) =>
        new() { Channel = channel.Id, Domain = channel.Domain, Party = channel.Calling, User = channel.User };

    private void Start(int pick) => state.Write(ChangeKind.Offered, writer =>
    {
        ObjectId id = NewId();
        Channel first = NewChannel(id, id, Domains[pick % 2], writer.Now);
        Channel second = NewChannel(id, NewId(), Domains[pick / 2 % 2], writer.Now);
        writer.Upsert(first);
        writer.Upsert(second);
        writer.Upsert(new Conversation
        {
            Id = id,
            Domain = first.Domain,
            Direction = CallDirection.Internal,
            Calling = first.Calling,
            Called = first.Called,
            StartedAt = writer.Now,
            Participants = [Participant(first), Participant(second)],
            Timeline = [new TimelineEntry(writer.Now, ChangeKind.Offered, id, SecretOf(first.Domain))],
        });
    });

    private void Answer(int pick)
    {
        if (PickConversation(pick) is not { } conversation)
            return;
        state.Write(ChangeKind.Answered, writer =>
        {
            writer.Upsert(conversation with { AnsweredAt = conversation.AnsweredAt ?? writer.Now });
            BridgeAll(writer, conversation.Id);
        });
    }

    private static void BridgeAll(PbxWriter writer, ObjectId conversation)
    {
        Channel[] legs = [.. writer.All<Channel>().Where(item => item.Conversation == conversation)];
        foreach (Channel leg in legs)
        {
            writer.Upsert(leg with
            {
                AnsweredAt = leg.AnsweredAt ?? writer.Now,
                State = new ChannelState.Bridged(),
                BridgedWith = [.. legs.Where(other => other.Id != leg.Id).Select(other => other.Id)],
                PeerDomains = [],
            });
        }
    }

    private void Change(int pick, ChangeKind kind, Func<Channel, Channel> change)
    {
        if (PickChannel(pick) is { } channel)
            state.Write(kind, writer => writer.Upsert(change(channel)));
    }

    private void Transfer(int pick)
    {
        if (PickChannel(pick) is not { Conversation: { } id } leaving)
            return;
        state.Write(ChangeKind.Transferred, writer =>
        {
            Channel target = NewChannel(id, NewId(), Domains[pick % 2], writer.Now);
            writer.Upsert(target);
            writer.Update<Conversation>(id, item => item with
            {
                Participants = item.Participants.RemoveAll(part => part.Channel == leaving.Id).Add(Participant(target)),
            });
            Release(writer, leaving, HangupCause.BlindTransfer);
            BridgeAll(writer, id);
        });
    }

    private void Merge(int pick)
    {
        if (PickConversation(pick) is not { } kept || PickConversation(pick / 7) is not { } ended || kept.Id == ended.Id)
            return;
        state.Write(ChangeKind.Merged, writer =>
        {
            foreach (Channel leg in writer.All<Channel>().Where(item => item.Conversation == ended.Id))
                writer.Upsert(leg with { Conversation = kept.Id });
            writer.Upsert(kept with { Participants = [.. kept.Participants, .. ended.Participants] });
            writer.Upsert(ended with { EndedAt = writer.Now, MergedInto = kept.Id, HangupCause = HangupCause.Merged, Participants = [] });
            BridgeAll(writer, kept.Id);
        });
    }

    private void Split(int pick)
    {
        if (PickConversation(pick) is not { Participants.Count: > 2 } whole || whole.Participants[^1] is not { Channel: { } id } last)
            return;
        if (state.Snapshot().Conversations.TryGet(id, out _))
            return;
        state.Write(ChangeKind.Split, writer =>
        {
            writer.Upsert(whole with { Participants = whole.Participants.RemoveAll(item => item.Channel == id) });
            writer.Upsert(new Conversation
            {
                Id = id,
                Domain = last.Domain,
                Direction = CallDirection.Internal,
                StartedAt = writer.Now,
                SplitFrom = whole.Id,
                Participants = [last],
            });
            writer.Update<Channel>(id, leg => leg with { Conversation = id });
            BridgeAll(writer, whole.Id);
            BridgeAll(writer, id);
        });
    }

    private void HangUp(int pick)
    {
        if (PickConversation(pick) is not { } conversation)
            return;
        state.Write(ChangeKind.HungUp, writer =>
        {
            foreach (Channel leg in writer.All<Channel>().Where(item => item.Conversation == conversation.Id))
                Release(writer, leg, HangupCause.NormalClearing);
            writer.Upsert(conversation with { EndedAt = writer.Now, HangupCause = HangupCause.NormalClearing });
        });
    }

    private static void Release(PbxWriter writer, Channel leg, HangupCause cause)
    {
        writer.Upsert(leg with { HungUpAt = writer.Now, HangupCause = cause, BridgedWith = [], PeerDomains = [] });
        writer.Remove<Channel>(leg.Id);
        foreach (ParkedCall parked in writer.All<ParkedCall>().Where(item => item.Channel == leg.Id))
            writer.Remove<ParkedCall>(parked.Id);
    }

    private void Digit(int pick)
    {
        if (PickChannel(pick) is not { } channel)
            return;
        state.Write(ChangeKind.Digit, writer =>
        {
            writer.Touch<Channel>(channel.Id);
            writer.Detail = SecretOf(channel.Domain);
        });
    }

    private void Extension(int pick) => state.Write(ChangeKind.ExtensionChanged, writer =>
    {
        string domain = Domains[pick % 2];
        writer.Upsert(new Extension
        {
            Id = new ObjectId(source, $"{domain}/{100 + (pick % 5)}"),
            Domain = domain,
            Number = $"{100 + (pick % 5)}",
            Name = SecretOf(domain),
            Status = (ExtensionStatus)(pick % 7),
        });
    });

    private void Park(int pick)
    {
        if (PickChannel(pick) is not { } channel)
            return;
        state.Write(ChangeKind.Parked, writer =>
        {
            var id = new ObjectId(source, $"lot/{pick % 3}");
            writer.Upsert(new ParkedCall
            {
                Id = id,
                Domain = channel.Domain,
                Lot = new ObjectId(source, "lot"),
                Slot = $"{pick % 3}",
                Channel = channel.Id,
                Parker = SecretOf(channel.Domain),
                ParkedAt = writer.Now,
            });
        });
    }

    private void Fail(int pick) => Assert.Throws<InvalidDataException>(() => state.Write(ChangeKind.HungUp, writer =>
    {
        Start(writer, NewId());
        if (PickFirst(writer, pick) is { } channel)
        {
            writer.Upsert(channel with { Muted = !channel.Muted });
            writer.Remove<Channel>(channel.Id);
        }

        throw new InvalidDataException();
    }));

    private static Channel? PickFirst(PbxWriter writer, int pick) => Pick(writer.All<Channel>(), pick);

    private void Start(PbxWriter writer, ObjectId id) => writer.Upsert(NewChannel(id, id, "a", writer.Now));

    private void MoveDomain(int pick) => Change(pick, ChangeKind.ChannelChanged, channel =>
    {
        Channel moved = NewChannel(channel.Conversation!.Value, channel.Id, Domains[pick % 2], channel.OfferedAt);
        return moved with { BridgedWith = channel.BridgedWith, State = new ChannelState.Calling() };
    });
}
