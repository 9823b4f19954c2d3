using System.Diagnostics;

namespace Tandem.Load.Feed;

/// <summary>Counts latencies in steps of 0.1 ms, up to 10 s.</summary>
internal sealed class Latencies
{
    private const int StepsPerSecond = 10_000;

    private readonly long[] _counts = new long[10 * StepsPerSecond];

    public long Count => _counts.Sum();

    public void Add(long sentAt)
    {
        var steps = (Stopwatch.GetTimestamp() - sentAt) * StepsPerSecond / Stopwatch.Frequency;
        Interlocked.Increment(ref _counts[Math.Clamp(steps, 0, _counts.Length - 1)]);
    }

    public void Clear() => Array.Clear(_counts);

    /// <summary>The latency in milliseconds that a share of all do not exceed.</summary>
    public double At(double share)
    {
        var left = (long)(Count * share);
        for (var i = 0; i < _counts.Length; i++)
        {
            if ((left -= _counts[i]) <= 0)
            {
                return (i + 1) * 1000.0 / StepsPerSecond;
            }
        }
        return double.PositiveInfinity;
    }
}
