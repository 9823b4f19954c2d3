namespace Tandem.Hub.Telemetry;

/// <summary>How Prometheus reads a metric.</summary>
internal enum MetricType
{
    /// <summary>It only rises.</summary>
    Counter,

    /// <summary>It rises and falls.</summary>
    Gauge,

    /// <summary>It counts values by size.</summary>
    Histogram,
}
