using Tandem.Pbx.Model;

namespace Tandem.Hub.History;

/// <summary>A conversation in the history, in progress or ended.</summary>
internal sealed record HistoryEntry
{
    /// <summary>The conversation's id, <c>source:localId</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The domain that it belongs to.</summary>
    public required string Domain { get; init; }

    /// <summary>Which way it went.</summary>
    public required CallDirection Direction { get; init; }

    /// <summary>Who called.</summary>
    public Party Calling { get; init; }

    /// <summary>Who was called.</summary>
    public Party Called { get; init; }

    /// <summary>The queue that it came by.</summary>
    public string? Queue { get; init; }

    /// <summary>The trunk that it came or went by.</summary>
    public string? Trunk { get; init; }

    /// <summary>It was recorded at some time.</summary>
    public bool Recorded { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When it ended; <see langword="null"/> while it is in progress.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The name of the cause of its end.</summary>
    public string? Cause { get; init; }

    /// <summary>The conversation that took it in.</summary>
    public string? MergedInto { get; init; }

    /// <summary>The conversation that it came out of.</summary>
    public string? SplitFrom { get; init; }

    /// <summary>Everybody who took part at any time.</summary>
    public ValueList<HistoryParty> Parties { get; init; } = [];

    /// <summary>What happened, in order.</summary>
    public ValueList<TimelineEntry> Timeline { get; init; } = [];
}
