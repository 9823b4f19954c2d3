namespace Tandem.Interop.Tests.Processes;

/// <summary>A conversation of the history. Instants are microseconds since 1970.</summary>
internal sealed record HistoryRow
{
    public required string Id { get; init; }

    public string? Calling { get; init; }

    public string? Called { get; init; }

    public long StartedAt { get; init; }

    public long? AnsweredAt { get; init; }

    public long? EndedAt { get; init; }

    public string? Cause { get; init; }

    public bool HasEnded => EndedAt is not null;
}
