namespace Tandem.Pbx.Model;

/// <summary>
/// What people call a call. Its id is the id of its first channel, and survives transfer, parking, pick-up and hold. A source ends a
/// conversation by setting <see cref="EndedAt"/>; it leaves the state when every consumer of the outbox has acknowledged that.
/// </summary>
public sealed record Conversation : Entity
{
    /// <inheritdoc/>
    public override EntityKind Kind => EntityKind.Conversation;

    /// <summary>Who takes part, in the order of joining.</summary>
    public ValueList<Participant> Participants { get; init; } = [];

    /// <summary>Which way the call goes, as seen from the domain.</summary>
    public required CallDirection Direction { get; init; }

    /// <summary>Who calls.</summary>
    public Party Calling { get; init; }

    /// <summary>Who was called.</summary>
    public Party Called { get; init; }

    /// <summary>The queue that it came by.</summary>
    public ObjectId? Queue { get; init; }

    /// <summary>The trunk that it came or went by.</summary>
    public ObjectId? Trunk { get; init; }

    /// <summary>Whether it is being recorded.</summary>
    public RecordingStatus Recording { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was answered first.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it ended.</summary>
    public HangupCause? HangupCause { get; init; }

    /// <summary>The conversation that took this one in; this one has then ended with <see cref="HangupCause.Merged"/>.</summary>
    public ObjectId? MergedInto { get; init; }

    /// <summary>The conversation that this one came out of.</summary>
    public ObjectId? SplitFrom { get; init; }

    /// <summary>What happened, in order.</summary>
    public ValueList<TimelineEntry> Timeline { get; init; } = [];
}
