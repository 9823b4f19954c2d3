using System.Diagnostics.Metrics;

namespace Tandem.Hub.Telemetry;

/// <summary>Keeps what the meters of Tandem and of the .NET runtime measure, for those who come and ask. Counts from its making on.</summary>
internal sealed class MetricsCollector : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _collecting = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);

    public MetricsCollector()
    {
        _listener.InstrumentPublished = OnPublished;
        _listener.SetMeasurementEventCallback<byte>(static (_, value, labels, family) => Record(value, labels, family));
        _listener.SetMeasurementEventCallback<short>(static (_, value, labels, family) => Record(value, labels, family));
        _listener.SetMeasurementEventCallback<int>(static (_, value, labels, family) => Record(value, labels, family));
        _listener.SetMeasurementEventCallback<long>(static (_, value, labels, family) => Record(value, labels, family));
        _listener.SetMeasurementEventCallback<float>(static (_, value, labels, family) => Record(value, labels, family));
        _listener.SetMeasurementEventCallback<double>(static (_, value, labels, family) => Record(value, labels, family));
        _listener.SetMeasurementEventCallback<decimal>(static (_, value, labels, family) => Record((double)value, labels, family));
        _listener.Start();
    }

    /// <summary>Whether a meter is one of those that the hub tells about.</summary>
    public static bool Takes(string meter) => meter.StartsWith("Tandem.", StringComparison.Ordinal) || meter == "System.Runtime";

    /// <summary>Asks the instruments that want to be asked, and hands all metrics over, by name; one caller at a time.</summary>
    public string Collect(Func<IReadOnlyCollection<MetricFamily>, string> write)
    {
        lock (_collecting)
        {
            MetricFamily[] families;
            lock (_families)
            {
                families = [.. _families.Values];
            }
            foreach (var family in families)
            {
                family.BeginCollection();
            }
            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException)
            {
                // What is just being made or disposed of cannot tell its figures. All the others have told theirs.
            }
            return write(families);
        }
    }

    public void Dispose() => _listener.Dispose();

    private static void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels, object? family) =>
        ((MetricFamily)family!).Record(value, labels);

    private void OnPublished(Instrument instrument, MeterListener listener)
    {
        if (!Takes(instrument.Meter.Name))
        {
            return;
        }
        MetricFamily? family;
        lock (_families)
        {
            if (!_families.TryGetValue(instrument.Name, out family))
            {
                _families.Add(instrument.Name, family = new MetricFamily(instrument));
            }
        }
        if (family.Takes(instrument))
        {
            listener.EnableMeasurementEvents(instrument, family);
        }
    }
}
