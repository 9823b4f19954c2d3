using System.Net;
using Tandem.Hub.Tests.Testing;

namespace Tandem.Hub.Tests.Rest;

public sealed class HealthTests
{
    [Fact]
    public async Task Being_alive_is_told_to_everybody()
    {
        await using var hub = await TestHub.StartAsync();
        using var client = hub.Client(token: null);
        using var response = await client.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"status":"healthy"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_hub_is_ready_when_its_exchange_listens()
    {
        await using var hub = await TestHub.StartAsync();
        using var client = hub.Client(token: null);
        using var before = await client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, before.StatusCode);
        Assert.Equal("""{"status":"unhealthy","checks":{"store":"healthy","switch":"unhealthy"}}""", await before.Content.ReadAsStringAsync());
        await hub.Switch.StartAsync();
        using var after = await client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal("""{"status":"healthy","checks":{"store":"healthy","switch":"healthy"}}""", await after.Content.ReadAsStringAsync());
    }
}
