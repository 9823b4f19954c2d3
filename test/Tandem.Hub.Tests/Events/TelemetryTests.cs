using System.Text.Json;
using Tandem.Hub.Rest.Access;
using Tandem.Hub.Tests.Testing;
using Tandem.Pbx.Model;
using Tandem.Pbx.Telemetry;

namespace Tandem.Hub.Tests.Events;

public sealed class TelemetryTests
{
    [Fact]
    public async Task The_quality_of_channels_is_told_to_who_may_see_them()
    {
        await using var hub = await TestHub.StartAsync();
        var own = hub.Source.Call(TestHub.Domain, "101", "102");
        var foreign = hub.Source.Call("elsewhere", "201", "202");
        await hub.MergedAsync();
        using var client = hub.Client(await hub.TokenAsync(TestHub.Domain, user: null, Scope.Read));
        using var response = await client.GetAsync("/api/telemetry", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        var next = reader.ReadLineAsync();
        while (!next.IsCompleted)
        {
            // Nothing is kept for who is not there yet, so it is said until it is heard.
            hub.Clock.Advance(TimeSpan.FromSeconds(1));
            Publish(hub, foreign);
            Publish(hub, own);
            await Task.WhenAny(next, Task.Delay(20));
        }
        var line = await next;
        Assert.StartsWith("data: ", line, StringComparison.Ordinal);
        using var figures = JsonDocument.Parse(line![6..]);
        Assert.Equal(own.ToString(), figures.RootElement.GetProperty("channel").GetString());
        Assert.Equal((2.5, 0.004, 0.05, 4.1, true), (
            figures.RootElement.GetProperty("lossPercent").GetDouble(),
            figures.RootElement.GetProperty("jitterSeconds").GetDouble(),
            figures.RootElement.GetProperty("roundTripSeconds").GetDouble(),
            figures.RootElement.GetProperty("meanOpinionScore").GetDouble(),
            figures.RootElement.GetProperty("talking").GetBoolean()));
    }

    [Fact]
    public async Task It_is_not_told_without_a_token()
    {
        await using var hub = await TestHub.StartAsync();
        using var client = hub.Client(token: null);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await client.GetAsync("/api/telemetry")).StatusCode);
    }

    private static void Publish(TestHub hub, ObjectId channel) => hub.Source.State.Telemetry.Publish(
        new ChannelTelemetry(channel, hub.Clock.GetUtcNow(), 2.5, TimeSpan.FromMilliseconds(4), 4.1, Talking: true, TimeSpan.FromMilliseconds(50)));
}
