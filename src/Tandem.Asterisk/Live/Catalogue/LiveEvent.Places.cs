using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live.Catalogue;

/// <summary>Of trunks, queues, parking, conferences and mailboxes.</summary>
public abstract partial record LiveEvent
{
    /// <summary>A trunk or one of its calls changed.</summary>
    /// <param name="At">When.</param>
    /// <param name="Trunk">The trunk as it is now.</param>
    public sealed record TrunkChanged(DateTimeOffset At, Trunk Trunk) : LiveEvent(At);

    /// <summary>A queue or who waits in it changed.</summary>
    /// <param name="At">When.</param>
    /// <param name="Queue">The queue as it is now.</param>
    /// <param name="Waiting">Who waits, in order.</param>
    public sealed record QueueChanged(DateTimeOffset At, Queue Queue, ValueList<WaitingCaller> Waiting) : LiveEvent(At);

    /// <summary>A member of a queue came, changed or went.</summary>
    /// <param name="At">When.</param>
    /// <param name="Member">The member as it is now, or was last.</param>
    /// <param name="IsRemoved">It went.</param>
    public sealed record QueueMemberChanged(DateTimeOffset At, QueueMember Member, bool IsRemoved) : LiveEvent(At);

    /// <summary>A call was parked, or left its slot.</summary>
    /// <param name="At">When.</param>
    /// <param name="Lot">The lot.</param>
    /// <param name="Slot">The slot, as it is dialled.</param>
    /// <param name="Call">The call that is there now; <see langword="null"/> means that the slot is free.</param>
    public sealed record ParkingChanged(DateTimeOffset At, ObjectId Lot, string Slot, ParkedCall? Call) : LiveEvent(At);

    /// <summary>A conference or who is in it changed.</summary>
    /// <param name="At">When.</param>
    /// <param name="Conference">The conference as it is now.</param>
    /// <param name="Participants">Who is in it.</param>
    public sealed record ConferenceChanged(DateTimeOffset At, Conference Conference, ValueList<ConferenceParticipant> Participants) : LiveEvent(At);

    /// <summary>A conference ended.</summary>
    /// <param name="At">When.</param>
    /// <param name="Conference">The conference that was.</param>
    public sealed record ConferenceEnded(DateTimeOffset At, ObjectId Conference) : LiveEvent(At);

    /// <summary>A mailbox has a new message.</summary>
    /// <param name="At">When.</param>
    /// <param name="Mailbox">The mailbox, whose local id is <c>box@context</c>, with its counts.</param>
    public sealed record VoicemailReceived(DateTimeOffset At, Mailbox Mailbox) : LiveEvent(At);

    /// <summary>Messages of a mailbox were heard, moved or deleted.</summary>
    /// <param name="At">When.</param>
    /// <param name="Mailbox">The mailbox, whose local id is <c>box@context</c>, with its counts.</param>
    public sealed record VoicemailChanged(DateTimeOffset At, Mailbox Mailbox) : LiveEvent(At);
}
