namespace Tandem.Sipgate.History;

/// <summary>Which events of the history are wanted; what is not given does not count.</summary>
public sealed record HistoryFilter
{
    /// <summary>Extensions that took part, of any kind; empty for all.</summary>
    public IReadOnlyList<string> ConnectionIds { get; init; } = [];

    /// <summary>The kinds; empty for all.</summary>
    public IReadOnlyList<HistoryEntryType> Types { get; init; } = [];

    /// <summary>The directions; empty for all.</summary>
    public IReadOnlyList<HistoryDirection> Directions { get; init; } = [];

    /// <summary>Archived ones or others; null for sipgate's default, which is others.</summary>
    public bool? Archived { get; init; }

    /// <summary>Starred ones or others; null for both.</summary>
    public bool? Starred { get; init; }

    /// <summary>Not before.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Not after.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>A number that took part, or its beginning. sipgate then gives no parts but all.</summary>
    public string? PhoneNumber { get; init; }
}
