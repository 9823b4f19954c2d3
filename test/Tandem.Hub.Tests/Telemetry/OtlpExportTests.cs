using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Tandem.Hub.Configuration;
using Tandem.Hub.Telemetry;

namespace Tandem.Hub.Tests.Telemetry;

public sealed class OtlpExportTests
{
    [Fact]
    public async Task Metrics_and_spans_arrive_at_the_collector_at_the_latest_when_the_hub_stops()
    {
        var arrived = new ConcurrentDictionary<string, string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var collector = builder.Build();
        collector.MapPost("/{**path}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var text = Encoding.Latin1.GetString(body.ToArray());
            arrived.AddOrUpdate(request.Path, text, (_, before) => before + text);
        });
        await collector.StartAsync();

        using var meter = new Meter("Tandem.OtlpTest");
        using var source = new ActivitySource("Tandem.OtlpTest");
        var export = new OtlpExport(new OtlpSettings { Endpoint = new Uri(collector.Urls.First()) });
        await export.StartAsync(default);
        meter.CreateCounter<int>("tandem.otlp.test.counter").Add(1);
        source.StartActivity("a test span")!.Stop();
        await export.StopAsync(default);

        Assert.Contains("tandem.otlp.test.counter", arrived["/v1/metrics"], StringComparison.Ordinal);
        Assert.Contains("a test span", arrived["/v1/traces"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hub:Otlp:Endpoint", "collector", "Hub:Otlp:Endpoint is 'collector'; allowed: a URL such as http://127.0.0.1:4318.")]
    [InlineData("Hub:Otlp:Protocol", "udp", "Hub:Otlp:Protocol is 'udp'; allowed: grpc, http/protobuf.")]
    [InlineData("Hub:MetricsOpen", "maybe", "Hub:MetricsOpen is 'maybe'; allowed: true, false.")]
    public void A_wrong_setting_stops_the_start(string key, string value, string message)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        Assert.Equal(message, Assert.Throws<SettingsException>(() => TandemSettings.Read(configuration)).Message);
    }
}
