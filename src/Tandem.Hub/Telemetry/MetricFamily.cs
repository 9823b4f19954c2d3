using System.Diagnostics.Metrics;

namespace Tandem.Hub.Telemetry;

/// <summary>All that is measured under one name, whichever instruments measure it: those of several exchanges are added up.</summary>
internal sealed class MetricFamily
{
    /// <summary>How many sets of labels a metric has at most; what comes after goes into one series of its own.</summary>
    public const int MaxSeries = 200;

    private static readonly double[] SecondsBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly double[] OtherBounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
    private static readonly KeyValuePair<string, object?>[] Overflow = [new("otel.metric.overflow", "true")];

    private readonly Lock _adding = new();
    private readonly Action<MetricSeries, double> _record;
    private MetricSeries[] _series = [];

    /// <summary>Makes a family like its first instrument.</summary>
    public MetricFamily(Instrument instrument)
    {
        Kind = KindOf(instrument);
        Type = TypeOf(instrument);
        Name = PrometheusName.Of(instrument.Name, instrument.Unit, Type);
        Help = instrument.Description ?? "";
        IsObservable = instrument.IsObservable;
        Bounds = Type != MetricType.Histogram ? [] : instrument.Unit == "s" ? SecondsBounds : OtherBounds;
        _record = (Type, Kind) switch
        {
            (MetricType.Histogram, _) => static (series, value) => series.Count(value),
            (_, "Gauge" or "ObservableGauge") => static (series, value) => series.Set(value),
            _ => static (series, value) => series.Add(value),
        };
    }

    /// <summary>The name, by the rules of Prometheus.</summary>
    public string Name { get; }

    /// <summary>What it measures.</summary>
    public string Help { get; }

    /// <summary>How Prometheus reads it.</summary>
    public MetricType Type { get; }

    /// <summary>Upper bounds of a histogram's buckets.</summary>
    public double[] Bounds { get; }

    /// <summary>Whether its instruments are asked for their values.</summary>
    public bool IsObservable { get; }

    /// <summary>What there is to show.</summary>
    public IEnumerable<MetricSeries> Series => Volatile.Read(ref _series).Where(series => !IsObservable || series.IsObserved);

    private string Kind { get; }

    /// <summary>Whether an instrument measures the same in the same way.</summary>
    public bool Takes(Instrument instrument) => KindOf(instrument) == Kind;

    /// <summary>Notes a measurement.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var series = Find(labels);
        series.IsObserved = true;
        _record(series, value);
    }

    /// <summary>Forgets what was told, before it is asked for anew.</summary>
    public void BeginCollection()
    {
        if (!IsObservable)
        {
            return;
        }
        foreach (var series in Volatile.Read(ref _series))
        {
            series.Set(0);
            series.IsObserved = false;
        }
    }

    private MetricSeries Find(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        foreach (var series in Volatile.Read(ref _series))
        {
            if (series.Has(labels))
            {
                return series;
            }
        }
        lock (_adding)
        {
            var full = _series.Length >= MaxSeries;
            foreach (var series in _series)
            {
                if (series.Has(full ? Overflow : labels))
                {
                    return series;
                }
            }
            var added = new MetricSeries(full ? Overflow : labels, Bounds);
            Volatile.Write(ref _series, [.. _series, added]);
            return added;
        }
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0];

    private static MetricType TypeOf(Instrument instrument) => KindOf(instrument) switch
    {
        "Counter" or "ObservableCounter" => MetricType.Counter,
        "Histogram" => MetricType.Histogram,
        _ => MetricType.Gauge,
    };
}
