using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Tandem.Sipgate.Tests.Stub;

namespace Tandem.Sipgate.Tests;

/// <summary>What operators see of requests, and that it has nothing of their content; and the way through a proxy.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task RequestsAreMeasuredByOperationAndOutcome()
    {
        var seen = new ConcurrentQueue<(string Instrument, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Tandem.Sipgate")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => seen.Enqueue((instrument.Name, Text(tags))));
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => seen.Enqueue((instrument.Name, Text(tags))));
        listener.Start();
        await using var server = await StubServer.StartAsync(new(503), new(200, """{"items":[]}"""), new(403));
        using var client = server.CreateClient();
        await client.Voicemails.GetAsync();
        await Record.ExceptionAsync(() => client.Voicemails.GetAsync());
        Assert.Contains(("tandem.sipgate.retries", "operation=GET voicemails"), seen);
        Assert.Contains(("tandem.sipgate.request.duration", "operation=GET voicemails outcome=success"), seen);
        Assert.Contains(("tandem.sipgate.request.duration", "operation=GET voicemails outcome=403"), seen);
    }

    [Fact]
    public async Task RequestIsAnActivityWithoutWhatItCarries()
    {
        var activities = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Tandem.Sipgate",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = await StubServer.StartAsync(new StubReply(404));
        using var client = server.CreateClient();
        using var ours = new Activity("test").Start();
        await Record.ExceptionAsync(() => client.Rtcm.TransferAsync("call-4711", "+4921165432"));
        var activity = Assert.Single(activities, activity => activity.TraceId == ours.TraceId);
        Assert.Equal((ActivityKind.Client, ActivityStatusCode.Error, "404"), (activity.Kind, activity.Status, activity.GetTagItem("tandem.sipgate.outcome")));
        var text = activity.DisplayName + string.Join(' ', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"));
        Assert.DoesNotContain("4711", text, StringComparison.Ordinal);
        Assert.DoesNotContain("65432", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestsGoThroughTheProxyThatIsSet()
    {
        await using var proxy = await StubServer.StartAsync(new StubReply(200, """{"items":[{"id":"v1"}]}"""));
        using var client = new SipgateClient(proxy.Options with
        {
            BaseAddress = new Uri("http://sipgate.invalid/v2"),
            Proxy = new WebProxy(new Uri(proxy.Address, "/")),
        });
        Assert.Equal("v1", Assert.Single(await client.Voicemails.GetAsync()).Id);
        Assert.Equal("GET http://sipgate.invalid/v2/voicemails", Assert.Single(proxy.Lines));
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
}
