using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Asterisk.Live;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing;
using Tandem.Hub.Configuration;
using Tandem.Hub.Hosting;
using Tandem.Hub.Tests.Testing;
using Tandem.Pbx.Exchanges;
using Tandem.Pbx.Feed;
using Tandem.Pbx.State;

namespace Tandem.Hub.Tests.Hosting;

public sealed class AsteriskServiceTests
{
    [Fact]
    public async Task A_call_on_an_asterisk_is_in_the_merged_model()
    {
        await using var asterisk = FakeAsterisk.Start();
        await using var exchange = new Exchange();
        await using var service = await StartAsync(exchange, Configuration("pbx", asterisk));
        await Source(exchange, "pbx").WhenLiveAsync().InTime();

        await asterisk.SendEventAsync(
            "Newchannel",
            [.. Headers("Privilege: call,all", "Channel: PJSIP/101-00000001", "ChannelState: 4", "CallerIDNum: 101", "Exten: 102", "Uniqueid: 1.1", "Linkedid: 1.1")]);

        await Eventually.Async(() => Task.FromResult(exchange.Model.Snapshot().Channels.Any(channel => channel.Id.ToString() == "pbx:1.1")));
        await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Settings_that_change_are_taken_over_and_no_watcher_is_told_to_restart()
    {
        await using var first = FakeAsterisk.Start();
        await using var second = FakeAsterisk.Start();
        await using var exchange = new Exchange();
        var configuration = Configuration("pbx", first);
        await using var service = await StartAsync(exchange, configuration);
        var source = Source(exchange, "pbx");
        await source.WhenLiveAsync().InTime();
        using var watcher = exchange.Model.SnapshotAndWatch();
        var replica = new ModelReplica();

        configuration["Asterisk:Connections:0:Port"] = second.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await service.ReloadAsync();
        await second.WaitForSessionsAsync(1).InTime();
        Assert.Same(source, Source(exchange, "pbx"));

        configuration["Asterisk:Connections:0:Name"] = "other";
        await service.ReloadAsync();
        Assert.Equal(["other"], exchange.Sources.Select(item => item.Name));

        configuration["Asterisk:Connections:0:Port"] = "none";
        await service.ReloadAsync();
        Assert.Equal(["other"], exchange.Sources.Select(item => item.Name));
        while (watcher.TryRead(out var frame))
        {
            Assert.IsNotType<Frame.Restart>(frame);
            Assert.True(replica.TryApply(frame));
        }
        await service.StopAsync(CancellationToken.None);
    }

    private static AsteriskPbx Source(Exchange exchange, string name) => (AsteriskPbx)exchange.Sources.Single(source => source.Name == name);

    private static IEnumerable<AmiHeader> Headers(params string[] lines) => lines.Select(line => new AmiHeader(line[..line.IndexOf(':')], line[(line.IndexOf(':') + 2)..]));

    private static IConfigurationRoot Configuration(string name, FakeAsterisk asterisk) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Asterisk:Connections:0:Name"] = name,
        ["Asterisk:Connections:0:Port"] = asterisk.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Asterisk:Connections:0:Username"] = asterisk.Options.Username,
        ["Asterisk:Connections:0:Secret"] = asterisk.Options.Secret,
    }).Build();

    private static async Task<AsteriskService> StartAsync(Exchange exchange, IConfigurationRoot configuration)
    {
        var service = new AsteriskService(
            exchange, TandemSettings.Read(configuration).Asterisk, configuration, TimeProvider.System, NullLoggerFactory.Instance, NullLogger<AsteriskService>.Instance);
        await service.StartAsync(CancellationToken.None);
        return service;
    }
}
