namespace Tandem.Media.Engine;

/// <summary>
/// The 20 ms clock by absolute deadlines. Ticks that were missed for a moment are made up 10 ms apart rather than in a burst; when the
/// thread was more than 100 ms behind they are left out, and the instants that ticks stand for jump.
/// </summary>
internal sealed class TickClock
{
    /// <summary>One tick, in clock units (100 ns).</summary>
    public const long Interval = 20 * TimeSpan.TicksPerMillisecond;

    private const long CatchUpInterval = 10 * TimeSpan.TicksPerMillisecond;
    private const long MostBehind = 100 * TimeSpan.TicksPerMillisecond;

    private static readonly long[] Bounds =
    [
        500 * TimeSpan.TicksPerMicrosecond,
        1 * TimeSpan.TicksPerMillisecond,
        2 * TimeSpan.TicksPerMillisecond,
        5 * TimeSpan.TicksPerMillisecond,
        10 * TimeSpan.TicksPerMillisecond,
        20 * TimeSpan.TicksPerMillisecond,
        50 * TimeSpan.TicksPerMillisecond,
        long.MaxValue,
    ];

    private readonly long[] _lateness = new long[Bounds.Length];
    private long _nominal;
    private long _due;
    private long _skipped;

    /// <summary>The upper bounds of the lateness buckets, in clock units.</summary>
    public static ReadOnlySpan<long> LatenessBounds => Bounds;

    /// <summary>Ticks left out.</summary>
    public long Skipped => Volatile.Read(ref _skipped);

    /// <summary>Whether the clock runs.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>When the next tick is due.</summary>
    public long Due => _due;

    /// <summary>How many ticks fell into a lateness bucket.</summary>
    public long Lateness(int bucket) => Volatile.Read(ref _lateness[bucket]);

    /// <summary>Starts the clock, in step with all multiples of the interval.</summary>
    public void Start(long now)
    {
        IsRunning = true;
        _nominal = ((now / Interval) + 1) * Interval;
        _due = _nominal;
    }

    public void Stop() => IsRunning = false;

    /// <summary>Takes the tick that is due, if one is.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="nominal">The instant that the tick stands for.</param>
    public bool TryTick(long now, out long nominal)
    {
        nominal = _nominal;
        if (!IsRunning || now < _due)
            return false;

        CountLateness(now - _nominal);
        if (now - _nominal > MostBehind)
        {
            long skipped = (now - _nominal) / Interval;
            Volatile.Write(ref _skipped, _skipped + skipped);
            _nominal += skipped * Interval;
            nominal = _nominal;
        }

        _nominal += Interval;
        _due = Math.Max(_nominal, now + CatchUpInterval);
        return true;
    }

    private void CountLateness(long late)
    {
        int bucket = 0;
        while (late > Bounds[bucket])
            bucket++;
        Volatile.Write(ref _lateness[bucket], _lateness[bucket] + 1);
    }
}
