using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tandem.Asterisk.Actions;
using Tandem.Asterisk.Listeners;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing;

namespace Tandem.Asterisk.Tests.Telemetry;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Events_losses_faults_and_actions_are_counted_by_server()
    {
        await using var fake = FakeAsterisk.Start();
        var counted = new ConcurrentDictionary<string, double>();
        var server = $"127.0.0.1:{fake.Port}";
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Tandem.Asterisk" && instrument.Meter.Tags!.Contains(new("server", server)))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var name = string.Join(' ', tags.ToArray().Select(tag => (string)tag.Value!).Prepend(instrument.Name));
            counted.AddOrUpdate(name, value, (_, sum) => sum + value);
        }
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, 1, tags));
        meters.Start();
        await using var ami = await fake.ConnectAsync();
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        using var slow = ami.On(
            "N",
            async _ =>
            {
                entered.TrySetResult();
                await release.Task;
                throw new InvalidOperationException("A listener fails.");
            },
            new AmiListenerOptions { Capacity = 1 });
        await fake.SendEventAsync("N");
        await entered.Task.WaitAsync(TestClient.Patience);
        await fake.SendEventAsync(Enumerable.Repeat(new AmiMessage(new AmiHeader("Event", "N")), 4));
        await ami.PingAsync();
        await ami.SendAsync("Unknown");
        meters.RecordObservableInstruments();
        release.SetResult();
        slow.Dispose();
        await slow.Completion.WaitAsync(TestClient.Patience);
        Assert.Equal(6, counted["tandem.asterisk.events"]);
        Assert.Equal(3, counted["tandem.asterisk.events.dropped"]);
        Assert.Equal(1, counted["tandem.asterisk.events.waiting"]);
        Assert.Equal(slow.Faults, counted["tandem.asterisk.listener.faults"]);
        Assert.Equal(1, counted["tandem.asterisk.connected"]);
        Assert.Equal(1, counted["tandem.asterisk.connections success"]);
        Assert.Equal(1, counted["tandem.asterisk.action.duration Ping success"]);
        Assert.Equal(1, counted["tandem.asterisk.action.duration Unknown error"]);
        Assert.True(counted["tandem.asterisk.received"] > 100);
    }

    [Fact]
    public async Task An_action_is_a_span_without_the_values_of_its_headers()
    {
        var spans = new ConcurrentQueue<Activity>();
        await using var fake = FakeAsterisk.Start();
        await using var ami = await fake.ConnectAsync();
        using var parent = new Activity("test").Start();
        using var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Tandem.Asterisk",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.Parent.TraceId == parent.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(activities);
        await ami.SendAsync(new AmiAction("Hangup") { { "Channel", "PJSIP/secret" } });
        var span = Assert.Single(spans);
        Assert.Equal(("ami Hangup", ActivityKind.Client, "error", ActivityStatusCode.Error), (span.DisplayName, span.Kind, (string?)span.GetTagItem("tandem.ami.outcome"), span.Status));
        Assert.DoesNotContain(span.TagObjects, tag => tag.Value?.ToString()?.Contains("secret", StringComparison.Ordinal) == true);
    }
}
