using System.Diagnostics.Metrics;
using System.Net;
using Tandem.Hub.Tests.Testing;

namespace Tandem.Hub.Tests.Telemetry;

public sealed class MetricsEndpointTests
{
    [Fact]
    public async Task Every_part_of_the_hub_tells_its_figures()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.Switch.StartAsync();
        using var client = hub.Client();
        using var response = await client.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n');
        foreach (var metric in new[]
        {
            "tandem_sip_messages_received_total", "tandem_sip_loop_delay_seconds", "tandem_switch_calls_active", "tandem_media_channels",
            "tandem_pbx_watchers{", "tandem_feed_subscribers", "dotnet_gc_heap_total_allocated_bytes_total",
        })
        {
            Assert.Contains(lines, line => line.StartsWith(metric, StringComparison.Ordinal));
        }
        Assert.All(lines.Where(line => line.Length > 0 && line[0] != '#'), line => Assert.Matches("^[a-z_0-9]+(\\{.*\\})? [-+0-9.eEInf]+$", line));
    }

    [Fact]
    public async Task A_token_is_wanted()
    {
        await using var hub = await TestHub.StartAsync();
        using var stranger = hub.Client(token: null);
        using var unknown = await stranger.GetAsync("/metrics");
        await unknown.ProblemAsync(HttpStatusCode.Unauthorized);
        using var caller = hub.Client(await hub.TokenAsync(scopes: "call"));
        using var forbidden = await caller.GetAsync("/metrics");
        await forbidden.ProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Unless_the_settings_open_it_to_everybody()
    {
        await using var hub = await TestHub.StartAsync(settings => settings with { MetricsOpen = true });
        using var stranger = hub.Client(token: null);
        using var response = await stranger.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_figure_that_cannot_be_told_keeps_no_other_from_being_told()
    {
        await using var hub = await TestHub.StartAsync();
        using var meter = new Meter("Tandem.Hub.Tests");
        meter.CreateObservableGauge("tandem.tests.broken", new Func<int>(() => throw new ObjectDisposedException("source")));
        meter.CreateObservableGauge("tandem.tests.whole", () => 7);
        using var client = hub.Client();
        var text = await client.GetStringAsync("/metrics");
        Assert.Contains("tandem_tests_whole 7", text, StringComparison.Ordinal);
        Assert.DoesNotContain("tandem_tests_broken ", text, StringComparison.Ordinal);
    }
}
