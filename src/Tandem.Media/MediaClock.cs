namespace Tandem.Media;

/// <summary>The engine's time: 100 ns units since the engine's start, monotonic.</summary>
internal sealed class MediaClock
{
    /// <summary>Units of one sample at 8 kHz.</summary>
    public const long UnitsPerSample = TimeSpan.TicksPerSecond / 8000;

    private readonly TimeProvider _timeProvider;
    private readonly long _start;
    private readonly DateTimeOffset _startedAt;

    public MediaClock(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _start = timeProvider.GetTimestamp();
        _startedAt = timeProvider.GetUtcNow();
    }

    public long Now => _timeProvider.GetElapsedTime(_start).Ticks;

    public DateTimeOffset ToInstant(long units) => _startedAt + TimeSpan.FromTicks(units);

    public static long ToSamples(long units) => units / UnitsPerSample;
}
