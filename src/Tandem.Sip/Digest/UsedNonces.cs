namespace Tandem.Sip.Digest;

/// <summary>
/// The last nonce count accepted for each nonce, in buckets by the time of issue so that whole buckets can be dropped. When a bucket is
/// dropped early to bound the memory, nonces up to the last one in it count as stale: forgetting never opens a replay. Times are in milliseconds.
/// </summary>
/// <param name="lifetime">How long a nonce is good for.</param>
/// <param name="capacity">How many nonces are remembered.</param>
/// <param name="maxUses">How often each may be used.</param>
internal sealed class UsedNonces(long lifetime, int capacity, int maxUses)
{
    private const int BucketCount = 17;

    private readonly Lock _lock = new();
    private readonly long _span = Math.Max(1, (lifetime + BucketCount - 2) / (BucketCount - 1));
    private readonly Bucket[] _buckets = [.. Enumerable.Range(0, BucketCount).Select(_ => new Bucket())];
    private int _count;
    private long _floor = -1;

    /// <summary>Records a use; the verdict is <see cref="DigestVerdict.Accepted"/>, <see cref="DigestVerdict.Replayed"/> or stale.</summary>
    /// <param name="nonce">What tells the nonce from others.</param>
    /// <param name="issued">When it was given out.</param>
    /// <param name="count">The nonce count of this use.</param>
    /// <param name="mayBeFirst">Whether it is not too late for the first use.</param>
    public DigestVerdict Use(UInt128 nonce, long issued, uint count, bool mayBeFirst = true)
    {
        lock (_lock)
        {
            if (issued <= _floor)
            {
                return DigestVerdict.Stale;
            }
            var bucket = BucketOf(issued);
            if (bucket is null)
            {
                return DigestVerdict.Stale;
            }
            if (bucket.Counts.TryGetValue(nonce, out var last))
            {
                if (count <= last.Count)
                {
                    return DigestVerdict.Replayed;
                }
                if (last.Uses >= maxUses)
                {
                    return DigestVerdict.Stale;
                }
                bucket.Counts[nonce] = new Usage(count, last.Uses + 1);
                return DigestVerdict.Accepted;
            }
            if (!mayBeFirst)
            {
                return DigestVerdict.Stale;
            }
            if (_count == capacity)
            {
                DropOldest();
                if (issued <= _floor)
                {
                    return DigestVerdict.Stale;
                }
            }
            bucket.Counts.Add(nonce, new Usage(count, 1));
            bucket.LastIssued = Math.Max(bucket.LastIssued, issued);
            _count++;
            return DigestVerdict.Accepted;
        }
    }

    private Bucket? BucketOf(long issued)
    {
        var index = issued / _span;
        var bucket = _buckets[index % BucketCount];
        if (bucket.Index > index)
        {
            return null;
        }
        if (bucket.Index < index)
        {
            // The ring is longer than the life-time, so what is in the way has expired.
            Clear(bucket);
            bucket.Index = index;
        }
        return bucket;
    }

    private void DropOldest()
    {
        var oldest = _buckets.Where(b => b.Counts.Count > 0).MinBy(b => b.Index)!;
        _floor = Math.Max(_floor, oldest.LastIssued);
        Clear(oldest);
    }

    private void Clear(Bucket bucket)
    {
        _count -= bucket.Counts.Count;
        bucket.Counts.Clear();
        bucket.Counts.TrimExcess();
    }

    private readonly record struct Usage(uint Count, int Uses);

    private sealed class Bucket
    {
        public long Index { get; set; } = -1;

        public long LastIssued { get; set; } = -1;

        public Dictionary<UInt128, Usage> Counts { get; } = [];
    }
}
