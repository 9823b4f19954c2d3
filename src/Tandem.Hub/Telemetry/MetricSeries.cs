namespace Tandem.Hub.Telemetry;

/// <summary>The values of one set of labels. Written from any thread, without locks and without allocating.</summary>
internal sealed class MetricSeries
{
    private readonly KeyValuePair<string, object?>[] _labels;
    private readonly double[] _bounds;
    private readonly long[] _buckets;
    private double _value;

    /// <summary>Makes a series at zero.</summary>
    /// <param name="labels">Its labels.</param>
    /// <param name="bounds">Upper bounds of a histogram's buckets, ascending; empty for other types.</param>
    public MetricSeries(ReadOnlySpan<KeyValuePair<string, object?>> labels, double[] bounds)
    {
        _labels = labels.ToArray();
        _bounds = bounds;
        _buckets = new long[bounds.Length + 1];
    }

    /// <summary>Its labels.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Labels => _labels;

    /// <summary>The value; the sum of all values of a histogram.</summary>
    public double Value => Volatile.Read(ref _value);

    /// <summary>Whether it was seen in this collection; only of what is asked for its value.</summary>
    public bool IsObserved { get; set; }

    /// <summary>How many values fell into a bucket of a histogram.</summary>
    /// <param name="bucket">Its index; the last one is for those above all bounds.</param>
    public long CountOf(int bucket) => Volatile.Read(ref _buckets[bucket]);

    /// <summary>Whether it has these labels.</summary>
    public bool Has(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        if (labels.Length != _labels.Length)
        {
            return false;
        }
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i].Key != _labels[i].Key || !Equals(labels[i].Value, _labels[i].Value))
            {
                return false;
            }
        }
        return true;
    }

    public void Set(double value) => Volatile.Write(ref _value, value);

    public void Add(double value)
    {
        var before = Volatile.Read(ref _value);
        while (true)
        {
            var seen = Interlocked.CompareExchange(ref _value, before + value, before);
            if (seen.Equals(before))
            {
                return;
            }
            before = seen;
        }
    }

    /// <summary>Adds a value to a histogram.</summary>
    public void Count(double value)
    {
        var bucket = 0;
        while (bucket < _bounds.Length && value > _bounds[bucket])
        {
            bucket++;
        }
        Interlocked.Increment(ref _buckets[bucket]);
        Add(value);
    }
}
