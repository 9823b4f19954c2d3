namespace Tandem.Sipgate.History;

/// <summary>What changes about an event; null leaves it as it is.</summary>
public sealed record HistoryChange
{
    /// <summary>The event's id.</summary>
    public required string Id { get; init; }

    /// <summary>Whether it is archived.</summary>
    public bool? Archived { get; init; }

    /// <summary>Whether it is starred.</summary>
    public bool? Starred { get; init; }

    /// <summary>Whether it was read.</summary>
    public bool? Read { get; init; }

    /// <summary>The note; empty for none.</summary>
    public string? Note { get; init; }
}
