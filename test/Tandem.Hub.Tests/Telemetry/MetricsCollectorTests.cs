using System.Diagnostics.Metrics;
using Tandem.Hub.Telemetry;

namespace Tandem.Hub.Tests.Telemetry;

public sealed class MetricsCollectorTests : IDisposable
{
    private readonly MetricsCollector _collector = new();
    private readonly Meter _meter = new("Tandem.Test." + Guid.NewGuid());
    private readonly string _id = "t" + Guid.NewGuid().ToString("n");

    private string[] Lines => [.. _collector.Collect(PrometheusText.Write).Split('\n').Where(line => line.Contains(_id, StringComparison.Ordinal))];

    public void Dispose()
    {
        _meter.Dispose();
        _collector.Dispose();
    }

    [Fact]
    public void A_counter_has_its_unit_and_total_in_its_name_and_a_line_for_each_set_of_labels()
    {
        var counter = _meter.CreateCounter<long>(_id + ".sent", "By", "Bytes sent.");
        counter.Add(2, new KeyValuePair<string, object?>("peer.name", "a"));
        counter.Add(3, new KeyValuePair<string, object?>("peer.name", "a"));
        counter.Add(1, new KeyValuePair<string, object?>("peer.name", "b\"\\\n"));
        Assert.Equal(
            [
                $"# HELP {_id}_sent_bytes_total Bytes sent.",
                $"# TYPE {_id}_sent_bytes_total counter",
                $"{_id}_sent_bytes_total{{peer_name=\"a\"}} 5",
                $"{_id}_sent_bytes_total{{peer_name=\"b\\\"\\\\\\n\"}} 1",
            ],
            Lines);
    }

    [Fact]
    public void What_rises_and_falls_is_a_gauge()
    {
        var watchers = _meter.CreateUpDownCounter<int>(_id + ".watchers", "{watcher}", "Watchers.");
        var level = _meter.CreateGauge<double>(_id + ".level");
        watchers.Add(3);
        watchers.Add(-2);
        level.Record(7);
        level.Record(0.5);
        Assert.Contains($"# TYPE {_id}_watchers gauge", Lines);
        Assert.Contains($"{_id}_watchers 1", Lines);
        Assert.Contains($"{_id}_level 0.5", Lines);
    }

    [Fact]
    public void A_histogram_counts_up_to_each_bound()
    {
        var histogram = _meter.CreateHistogram<double>(_id + ".delay", "s", "Delay.");
        histogram.Record(0.004);
        histogram.Record(0.05);
        histogram.Record(99);
        var lines = Lines;
        Assert.Contains($"# TYPE {_id}_delay_seconds histogram", lines);
        Assert.Contains($"{_id}_delay_seconds_bucket{{le=\"0.0025\"}} 0", lines);
        Assert.Contains($"{_id}_delay_seconds_bucket{{le=\"0.005\"}} 1", lines);
        Assert.Contains($"{_id}_delay_seconds_bucket{{le=\"0.05\"}} 2", lines);
        Assert.Contains($"{_id}_delay_seconds_bucket{{le=\"+Inf\"}} 3", lines);
        Assert.Contains($"{_id}_delay_seconds_count 3", lines);
        Assert.Contains($"{_id}_delay_seconds_sum 99.054", lines);
    }

    [Fact]
    public void Instruments_of_one_name_are_added_up_and_one_that_is_gone_is_no_longer_counted()
    {
        using var other = new Meter(_meter.Name);
        _meter.CreateObservableUpDownCounter(_id + ".calls", () => 4);
        other.CreateObservableUpDownCounter(_id + ".calls", () => 3);
        Assert.Contains($"{_id}_calls 7", Lines);
        Assert.Contains($"{_id}_calls 7", Lines);
        other.Dispose();
        Assert.Contains($"{_id}_calls 4", Lines);
    }

    [Fact]
    public void Labels_without_end_fill_one_series_instead_of_the_memory()
    {
        var counter = _meter.CreateCounter<long>(_id + ".hits");
        for (var i = 0; i < MetricFamily.MaxSeries + 50; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("caller", i));
        }
        var lines = Lines;
        Assert.Equal(MetricFamily.MaxSeries + 1 + 2, lines.Length);
        Assert.Contains($"{_id}_hits_total{{otel_metric_overflow=\"true\"}} 50", lines);
    }

    [Fact]
    public void Measuring_allocates_nothing()
    {
        var counter = _meter.CreateCounter<long>(_id + ".packets");
        var label = new KeyValuePair<string, object?>("direction", "in");
        counter.Add(1, label);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            counter.Add(1, label);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Contains($"{_id}_packets_total{{direction=\"in\"}} 1001", Lines);
    }

    [Fact]
    public void Nothing_measured_at_once_from_several_threads_is_lost()
    {
        var counter = _meter.CreateCounter<long>(_id + ".events");
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 1000; i++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("thread", thread % 3));
            }
        });
        Assert.Equal(8000, Lines.Where(line => !line.StartsWith('#')).Sum(line => int.Parse(line.Split(' ')[^1], null)));
    }
}
