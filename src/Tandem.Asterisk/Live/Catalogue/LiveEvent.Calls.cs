using Tandem.Asterisk.Events;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live.Catalogue;

/// <summary>Of calls.</summary>
public abstract partial record LiveEvent
{
    /// <summary>A phone of an extension is being called: the moment to show who calls.</summary>
    /// <param name="At">When.</param>
    /// <param name="Extension">The number of the extension that is called.</param>
    /// <param name="Caller">Who calls.</param>
    /// <param name="Called">The number that the caller dialled: a queue's or a group's, maybe.</param>
    /// <param name="Channel">The leg to the phone.</param>
    /// <param name="Conversation">The conversation that it will be part of.</param>
    /// <param name="CallerInConference">The caller is in a conference, on another leg.</param>
    public sealed record Dialing(
        DateTimeOffset At, string Extension, Party Caller, string? Called, ObjectId Channel, ObjectId? Conversation, bool CallerInConference) : LiveEvent(At);

    /// <summary>Two parties speak with each other: after an answer, a transfer, a pick-up, a retrieval. Who is in a conference is told by
    /// <see cref="ConferenceChanged"/>.</summary>
    /// <param name="At">When.</param>
    /// <param name="Source">Who called, as far as the two legs tell.</param>
    /// <param name="Destination">The other one.</param>
    /// <param name="Direction">Which way the conversation goes.</param>
    /// <param name="SourceChannel">The leg of <paramref name="Source"/>.</param>
    /// <param name="DestinationChannel">The leg of <paramref name="Destination"/>.</param>
    /// <param name="Conversation">The conversation; it keeps its id through transfers.</param>
    /// <param name="Trunk">The trunk that it came or went by.</param>
    public sealed record Connected(
        DateTimeOffset At,
        Party Source,
        Party Destination,
        CallDirection Direction,
        ObjectId SourceChannel,
        ObjectId DestinationChannel,
        ObjectId? Conversation,
        ObjectId? Trunk) : LiveEvent(At);

    /// <summary>A call at a phone of an extension ended; of the others in the conversation each phone has its own.</summary>
    /// <param name="At">When.</param>
    /// <param name="Extension">The number of the extension.</param>
    /// <param name="Cause">Why, with its name and number.</param>
    /// <param name="Caller">Who called.</param>
    /// <param name="Called">The number that the caller dialled.</param>
    /// <param name="Channel">The leg that is gone.</param>
    /// <param name="Conversation">The conversation that it was part of.</param>
    public sealed record HungUp(
        DateTimeOffset At, string Extension, HangupCause Cause, Party Caller, string? Called, ObjectId Channel, ObjectId? Conversation) : LiveEvent(At);

    /// <summary>The dialplan told of a call that came in by a trunk, by a UserEvent <c>CallIn</c> with <c>CallerIDNum</c>, <c>Uniqueid</c> and
    /// <c>Value</c>.</summary>
    /// <param name="At">When.</param>
    /// <param name="Caller">The number that calls.</param>
    /// <param name="Channel">The caller's leg.</param>
    /// <param name="Value">What else the dialplan told.</param>
    public sealed record CalledIn(DateTimeOffset At, string? Caller, ObjectId? Channel, string? Value) : LiveEvent(At);

    /// <summary>A call detail record was written.</summary>
    /// <param name="At">When.</param>
    /// <param name="Record">The record.</param>
    public sealed record CallDetailRecorded(DateTimeOffset At, CdrEvent Record) : LiveEvent(At);
}
