namespace Tandem.Hub.History;

/// <summary>Settings of the <see cref="HistoryWriter"/>.</summary>
internal sealed record HistoryWriterOptions
{
    /// <summary>How far apart batches are while there is much to write; the first after a pause goes at once. Default 500 ms, so
    /// that an end is written within a second.</summary>
    public TimeSpan BatchInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many entries go into one transaction at most. Default 5,000.</summary>
    public int BatchSize { get; init; } = 5_000;

    /// <summary>The first pause after a failure; it doubles with each further one. Default 100 ms.</summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause between two attempts. Default 5 s.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(5);
}
