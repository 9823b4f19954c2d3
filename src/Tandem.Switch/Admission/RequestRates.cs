using System.Net;

namespace Tandem.Switch.Admission;

/// <summary>
/// How many requests a source may send: a steady rate, and three seconds of it at once. IPv6 sources count by /64. Belongs to the signalling loop.
/// </summary>
/// <param name="perSecond">The steady rate; 0 for no limit.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class RequestRates(int perSecond, TimeProvider timeProvider)
{
    private const int MaxSources = 16_384;
    private const int BurstSeconds = 3;

    private readonly Dictionary<IPAddress, Bucket> _sources = [];
    private long _lastSweep = timeProvider.GetTimestamp();

    /// <summary>Sources that are watched now.</summary>
    public int Count => _sources.Count;

    /// <summary>Takes a request.</summary>
    /// <returns>False where it is one too many.</returns>
    public bool TryTake(IPAddress address)
    {
        if (perSecond == 0)
        {
            return true;
        }
        var now = timeProvider.GetTimestamp();
        var key = SourceKey.Of(address);
        if (!_sources.TryGetValue(key, out var bucket))
        {
            if (_sources.Count >= MaxSources)
            {
                Sweep(now);
            }
            if (_sources.Count >= MaxSources)
            {
                // So many sources at once are forged: each of them sends little, and the limits of the whole hold.
                return true;
            }
            _sources.Add(key, bucket = new Bucket { Left = Burst, At = now });
        }
        bucket.Left = LeftOf(bucket, now);
        bucket.At = now;
        if (bucket.Left < 1)
        {
            return false;
        }
        bucket.Left--;
        return true;
    }

    private double Burst => (double)perSecond * BurstSeconds;

    private double LeftOf(Bucket bucket, long now) => Math.Min(Burst, bucket.Left + (timeProvider.GetElapsedTime(bucket.At, now).TotalSeconds * perSecond));

    // A source that has its whole burst again has nothing to be remembered.
    private void Sweep(long now)
    {
        if (timeProvider.GetElapsedTime(_lastSweep, now) < TimeSpan.FromSeconds(1))
        {
            return;
        }
        _lastSweep = now;
        foreach (var (key, bucket) in _sources)
        {
            if (LeftOf(bucket, now) >= Burst)
            {
                _sources.Remove(key);
            }
        }
    }

    private sealed class Bucket
    {
        public double Left { get; set; }

        public long At { get; set; }
    }
}
