using Microsoft.Extensions.Primitives;
using Tandem.Asterisk.Live;
using Tandem.Hub.Configuration;
using Tandem.Pbx.Exchanges;

namespace Tandem.Hub.Hosting;

/// <summary>
/// Joins the Asterisks of the settings as sources. Settings that change while the hub runs are taken over: a source that is new comes, one
/// that is gone goes, one that changed connects anew with its model and its watchers.
/// </summary>
internal sealed partial class AsteriskService(
    Exchange exchange, AsteriskSettings settings, IConfiguration configuration, TimeProvider timeProvider, ILoggerFactory loggers, ILogger<AsteriskService> logger)
    : IHostedService, IAsyncDisposable
{
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly Dictionary<string, AsteriskPbx> _sources = new(StringComparer.Ordinal);
    private IDisposable? _subscription;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await ApplyAsync(settings).ConfigureAwait(false);
        _subscription = ChangeToken.OnChange(configuration.GetReloadToken, () => _ = ReloadAsync());
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var source in _sources.Values)
            {
                await source.DisposeAsync().ConfigureAwait(false);
            }
            await exchange.CatchUpAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _changing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        foreach (var source in _sources.Values)
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }
        _changing.Dispose();
    }

    /// <summary>Reads the settings again; wrong ones are told and change nothing.</summary>
    internal async Task ReloadAsync()
    {
        try
        {
            await ApplyAsync(TandemSettings.Read(configuration).Asterisk).ConfigureAwait(false);
        }
        catch (SettingsException exception)
        {
            LogRefused(exception.Message);
        }
    }

    private async Task ApplyAsync(AsteriskSettings wanted)
    {
        await _changing.WaitAsync().ConfigureAwait(false);
        try
        {
            foreach (var name in _sources.Keys.Except(wanted.Connections.Select(options => options.Name)).ToArray())
            {
                _sources.Remove(name, out var gone);
                await exchange.RemoveAsync(name).ConfigureAwait(false);
                await gone!.DisposeAsync().ConfigureAwait(false);
                LogRemoved(name);
            }
            foreach (var options in wanted.Connections)
            {
                if (!_sources.TryGetValue(options.Name, out var source))
                {
                    source = new AsteriskPbx(options, timeProvider, loggers);
                    _sources.Add(options.Name, source);
                    exchange.Add(source);
                    source.Start();
                    LogAdded(options.Name, options.Connection.Host, options.Connection.Port);
                }
                else if (!SettingsEqual(source.Options, options))
                {
                    await source.ReconfigureAsync(options).ConfigureAwait(false);
                    LogChanged(options.Name);
                }
            }
        }
        finally
        {
            _changing.Release();
        }
    }

    // Lists compare by identity in a record; what is read anew is another list with the same items.
    private static bool SettingsEqual(AsteriskPbxOptions one, AsteriskPbxOptions other)
    {
        var model = other.Model with { Trunks = one.Model.Trunks, Contexts = one.Model.Contexts };
        var connection = other.Connection with { Filters = one.Connection.Filters, Encoding = one.Connection.Encoding };
        return one == other with { Model = model, Connection = connection }
            && one.Model.Trunks.SequenceEqual(other.Model.Trunks) && one.Model.Contexts.SequenceEqual(other.Model.Contexts);
    }

    [LoggerMessage(4401, LogLevel.Information, "The source {Name} is joined: Asterisk at {Host}:{Port}")]
    private partial void LogAdded(string name, string host, int port);

    [LoggerMessage(4402, LogLevel.Information, "The source {Name} has new settings")]
    private partial void LogChanged(string name);

    [LoggerMessage(4403, LogLevel.Information, "The source {Name} is gone from the settings")]
    private partial void LogRemoved(string name);

    [LoggerMessage(4404, LogLevel.Warning, "The new settings are not taken: {Reason}")]
    private partial void LogRefused(string reason);
}
