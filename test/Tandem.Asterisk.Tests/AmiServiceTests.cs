using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Tandem.Asterisk.Testing;

namespace Tandem.Asterisk.Tests;

public sealed class AmiServiceTests
{
    [Fact]
    public async Task A_program_gets_a_client_that_connects_logs_and_is_closed_with_it()
    {
        await using var fake = FakeAsterisk.Start();
        var log = new CapturedLog();
        AmiClient client;
        await using (var services = new ServiceCollection().AddSingleton<ILoggerFactory>(log).AddAsteriskManager(fake.Quick()).BuildServiceProvider())
        {
            client = services.GetRequiredService<AmiClient>();
            await client.WaitUntilConnectedAsync().WaitAsync(TestClient.Patience);
            Assert.Same(client, services.GetRequiredService<AmiClient>());
            Assert.Contains(log.Lines, line => line.StartsWith("Connected to 127.0.0.1", StringComparison.Ordinal));
        }
        Assert.Equal(AmiConnectionState.Closed, client.State);
    }

    [Fact]
    public async Task Several_clients_have_names()
    {
        await using var one = FakeAsterisk.Start(new FakeAsteriskOptions { Banner = "one" });
        await using var two = FakeAsterisk.Start(new FakeAsteriskOptions { Banner = "two" });
        await using var services = new ServiceCollection()
            .AddAsteriskManager("one", _ => one.Quick())
            .AddAsteriskManager("two", _ => two.Quick())
            .BuildServiceProvider();
        foreach (var name in new[] { "one", "two" })
        {
            var client = services.GetRequiredKeyedService<AmiClient>(name);
            await client.WaitUntilConnectedAsync().WaitAsync(TestClient.Patience);
            Assert.Equal(name, client.Banner?.Text);
        }
    }

    [Fact]
    public async Task The_health_is_told_while_it_is_well_while_it_reconnects_and_when_it_is_closed()
    {
        await using var fake = FakeAsterisk.Start();
        var services = new ServiceCollection().AddLogging().AddAsteriskManager(fake.Quick());
        services.AddHealthChecks().AddCheck<AmiHealthCheck>("asterisk");
        await using var provider = services.BuildServiceProvider();
        var health = provider.GetRequiredService<HealthCheckService>();
        var client = provider.GetRequiredService<AmiClient>();
        await client.WaitUntilConnectedAsync().WaitAsync(TestClient.Patience);
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);
        var lost = new TaskCompletionSource();
        client.StateChanged += change => _ = change.State == AmiConnectionState.Reconnecting && lost.TrySetResult();
        await fake.StopListeningAsync();
        await lost.Task.WaitAsync(TestClient.Patience);
        Assert.Equal(HealthStatus.Degraded, (await health.CheckHealthAsync()).Status);
        await client.DisposeAsync();
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync()).Status);
    }
}
