using Tandem.Cti.Source;
using Tandem.Hub.Configuration;
using Tandem.Pbx.Exchanges;

namespace Tandem.Hub.Hosting;

/// <summary>Joins the exchanges of the settings that speak the CTI feed, for as long as the program runs.</summary>
internal sealed class BasixService(BasixSettings settings, Exchange exchange, TimeProvider timeProvider, ILoggerFactory loggers) : IHostedService
{
    private readonly List<BasixPbx> _sources = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var options in settings.Sources)
        {
            var source = new BasixPbx(options, timeProvider, loggers);
            _sources.Add(source);
            exchange.Add(source);
            source.Start();
        }
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var source in _sources)
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }
        _sources.Clear();
    }
}
