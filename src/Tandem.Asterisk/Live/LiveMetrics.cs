using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tandem.Asterisk.Live;

/// <summary>The instruments of the meter <c>Tandem.Asterisk</c>, for one live model.</summary>
internal sealed class LiveMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Histogram<double> _readings;

    /// <summary>Makes the instruments.</summary>
    /// <param name="source">The name of the source.</param>
    /// <param name="isLive">Tells whether the model follows its Asterisk, on any thread.</param>
    /// <param name="age">Tells how long ago it was compared with the whole, in seconds, on any thread; null before the first time.</param>
    public LiveMetrics(string source, Func<bool> isLive, Func<double?> age)
    {
        _meter = new Meter(new MeterOptions("Tandem.Asterisk") { Tags = [new("source", source)] });
        _meter.CreateObservableUpDownCounter("tandem.asterisk.model.live", () => isLive() ? 1 : 0, "{model}", "Whether the model follows its Asterisk.");
        _meter.CreateObservableGauge<double>(
            "tandem.asterisk.model.age", () => age() is { } seconds ? [new Measurement<double>(seconds)] : [], "s", "Time since the model was compared with the whole Asterisk.");
        _readings = _meter.CreateHistogram<double>("tandem.asterisk.model.reading.duration", "s", "Time to read the whole Asterisk, by outcome.");
    }

    /// <summary>The whole was read, or not.</summary>
    public void Read(TimeSpan duration, bool isDone) => _readings.Record(duration.TotalSeconds, new TagList { { "outcome", isDone ? "success" : "failed" } });

    public void Dispose() => _meter.Dispose();
}
