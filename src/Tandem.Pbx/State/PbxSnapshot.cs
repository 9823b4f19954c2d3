using Tandem.Pbx.Model;

namespace Tandem.Pbx.State;

/// <summary>The whole state at one revision.</summary>
public sealed class PbxSnapshot
{
    private readonly Entity[][] _tables;

    internal PbxSnapshot(Position position, Entity[][] tables)
    {
        Position = position;
        _tables = tables;
        Channels = Set<Channel>(EntityKind.Channel);
        Conversations = Set<Conversation>(EntityKind.Conversation);
        Extensions = Set<Extension>(EntityKind.Extension);
        Queues = Set<Queue>(EntityKind.Queue);
        QueueMembers = Set<QueueMember>(EntityKind.QueueMember);
        WaitingCallers = Set<WaitingCaller>(EntityKind.WaitingCaller);
        ParkingLots = Set<ParkingLot>(EntityKind.ParkingLot);
        ParkedCalls = Set<ParkedCall>(EntityKind.ParkedCall);
        Conferences = Set<Conference>(EntityKind.Conference);
        ConferenceParticipants = Set<ConferenceParticipant>(EntityKind.ConferenceParticipant);
        Trunks = Set<Trunk>(EntityKind.Trunk);
        Mailboxes = Set<Mailbox>(EntityKind.Mailbox);
    }

    /// <summary>The revision that this is the state of.</summary>
    public Position Position { get; }

    /// <summary>The channels.</summary>
    public EntitySet<Channel> Channels { get; }

    /// <summary>The conversations, with those that have ended and are not yet acknowledged.</summary>
    public EntitySet<Conversation> Conversations { get; }

    /// <summary>The extensions.</summary>
    public EntitySet<Extension> Extensions { get; }

    /// <summary>The queues.</summary>
    public EntitySet<Queue> Queues { get; }

    /// <summary>The members of the queues.</summary>
    public EntitySet<QueueMember> QueueMembers { get; }

    /// <summary>The callers who wait.</summary>
    public EntitySet<WaitingCaller> WaitingCallers { get; }

    /// <summary>The parking lots.</summary>
    public EntitySet<ParkingLot> ParkingLots { get; }

    /// <summary>The parked calls.</summary>
    public EntitySet<ParkedCall> ParkedCalls { get; }

    /// <summary>The conferences.</summary>
    public EntitySet<Conference> Conferences { get; }

    /// <summary>The participants of the conferences.</summary>
    public EntitySet<ConferenceParticipant> ConferenceParticipants { get; }

    /// <summary>The trunks.</summary>
    public EntitySet<Trunk> Trunks { get; }

    /// <summary>The mailboxes.</summary>
    public EntitySet<Mailbox> Mailboxes { get; }

    /// <summary>Every object of every kind.</summary>
    public IEnumerable<Entity> Entities => _tables.SelectMany(table => table);

    private EntitySet<T> Set<T>(EntityKind kind)
        where T : Entity =>
        new(_tables[(int)kind]);
}
