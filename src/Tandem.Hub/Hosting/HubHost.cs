using System.Net.Sockets;
using Tandem.Hub.Configuration;
using Tandem.Hub.Events;
using Tandem.Hub.History;
using Tandem.Hub.Identity;
using Tandem.Hub.Registrations;
using Tandem.Hub.Rest;
using Tandem.Hub.Storage;
using Tandem.Hub.Telemetry;
using Tandem.Media;
using Tandem.Pbx.Exchanges;
using Tandem.Sip.Transport;
using Tandem.Switch;
using Tandem.Switch.Directory;

namespace Tandem.Hub.Hosting;

/// <summary>Puts the program together: storage below, the exchange with its sources in the middle, faces on top.</summary>
internal static class HubHost
{
    /// <summary>Builds a hub that does not run yet.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="configuration">Where <c>Logging</c> settings are.</param>
    /// <param name="cancellationToken">Stops the opening of the store.</param>
    /// <exception cref="SettingsException">The store cannot be opened.</exception>
    public static async Task<WebApplication> BuildAsync(TandemSettings settings, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var (taken, store) = await OpenStoreAsync(settings.Hub, cancellationToken).ConfigureAwait(false);
        // The settings are watched by TandemSettings: the builder's own watch of all files below the working directory would wake at each write of a store there.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            EnvironmentName = Environments.Production,
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.UseUrls([.. settings.Hub.Urls]);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Logging.ClearProviders().AddConfiguration(configuration.GetSection("Logging")).AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // Why a start fails is thrown as well, and told in one line.
        var hasStarted = false;
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => hasStarted && level >= LogLevel.Warning);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(15));
        builder.Services.AddSingleton(_ => taken);
        AddParts(builder.Services, settings, configuration, store);
        builder.Services.AddTandemApi();
        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() => hasStarted = true);
        app.MapTandemApi();
        app.Services.GetRequiredService<SipgateService>().Map(app);

        // Made now, so that they are disposed of last.
        app.Services.GetRequiredService<DataDirectoryLock>();
        return app;
    }

    /// <summary>Starts the hub; what a user can cause becomes one line.</summary>
    /// <exception cref="SettingsException">A port is in use.</exception>
    public static async Task StartAsync(WebApplication app, TandemSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SwitchStartException exception)
        {
            var key = exception.Protocol == SipProtocol.Tls ? "Switch:Tls:Port" : "Switch:Sip:Port";
            throw new SettingsException(
                $"{key} {exception.EndPoint.Port} on Switch:Sip:Address {exception.EndPoint.Address} cannot be used: {Reason(exception.InnerException)}.");
        }
        catch (IOException exception)
        {
            throw new SettingsException($"Hub:Urls '{string.Join(", ", settings.Hub.Urls)}' cannot be used: {exception.Message.TrimEnd('.')}.");
        }
        catch (SocketException exception)
        {
            throw new SettingsException($"Hub:Urls '{string.Join(", ", settings.Hub.Urls)}' cannot be used: {Reason(exception)}.");
        }
        catch (InvalidOperationException exception) when (settings.Hub.Urls.Any(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)))
        {
            // No certificate, or one that cannot be used.
            var reason = exception.Message.Split('\n')[0].TrimEnd('\r', '.');
            throw new SettingsException($"Hub:Urls '{string.Join(", ", settings.Hub.Urls)}' cannot be used: {reason}.");
        }
    }

    private static void AddParts(IServiceCollection services, TandemSettings settings, IConfiguration configuration, Store store)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(settings.Hub);
        services.AddSingleton(settings.Switch);
        services.AddSingleton(settings.Basix);
        services.AddSingleton(settings.Basix.Feed);
        services.AddSingleton(settings.Sipgate);
        services.AddSingleton(FeedOptions.Default with { MaxSubscribers = settings.Hub.MaxSubscribers });
        services.AddSingleton(_ => store);
        services.AddSingleton<TokenRepository>();
        services.AddSingleton<ExtensionRepository>();
        services.AddSingleton<HistoryStore>();
        services.AddSingleton<HistoryReader>();
        services.AddSingleton(provider => new Exchange(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new HistoryWriter(
            provider.GetRequiredService<Exchange>().Model.Outbox,
            provider.GetRequiredService<HistoryStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<HistoryWriter>>()));
        services.AddSingleton<AccountDirectory>();
        services.AddSingleton(provider => new MediaEngine(settings.Switch.Media, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SipSwitch(
            provider.GetRequiredService<MediaEngine>(),
            provider.GetRequiredService<AccountDirectory>(),
            settings.Switch.Switch with { TraceNumbers = settings.Hub.Otlp?.WithNumbers ?? false },
            provider.GetRequiredService<StoredBindings>(),
            timeProvider: provider.GetRequiredService<TimeProvider>(),
            loggers: provider.GetRequiredService<ILoggerFactory>(),
            features: new StoredFeatures(store),
            mailboxes: new StoredMailboxes(store)));
        services.AddSingleton(provider => provider.GetRequiredService<SipSwitch>().Trace);
        services.AddSingleton<ExtensionService>();
        services.AddSingleton<IExtensionService>(provider => provider.GetRequiredService<ExtensionService>());
        services.AddSingleton<FirstStart>();
        if (settings.Hub.Otlp is { } otlp)
        {
            services.AddHostedService(_ => new OtlpExport(otlp));
        }
        // Stopped in reverse: the exchange hangs up first, and history has written all of it when it stops.
        services.AddSingleton<StoredBindings>();
        services.AddHostedService(provider => provider.GetRequiredService<HistoryWriter>());
        services.AddHostedService(provider => provider.GetRequiredService<StoredBindings>());
        services.AddHostedService<SwitchService>();
        services.AddHostedService<BasixService>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<AsteriskService>(provider, settings.Asterisk, configuration));
        services.AddHostedService(provider => provider.GetRequiredService<AsteriskService>());
        services.AddSingleton<SipgateService>();
        services.AddHostedService(provider => provider.GetRequiredService<SipgateService>());
    }

    private static async Task<(DataDirectoryLock Taken, Store Store)> OpenStoreAsync(HubSettings hub, CancellationToken cancellationToken)
    {
        DataDirectoryLock? taken = null;
        try
        {
            taken = DataDirectoryLock.Take(hub.DataDirectory);
            return (taken, await Store.OpenAsync(new StoreOptions { DataDirectory = hub.DataDirectory, ConnectionString = hub.Store }, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is StoreException or IOException or UnauthorizedAccessException or ArgumentException or System.Data.Common.DbException)
        {
            taken?.Dispose();
            var key = hub.Store is null || taken is null ? $"Hub:DataDirectory '{hub.DataDirectory}'" : "Hub:Store";
            throw new SettingsException($"{key} cannot be used: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}.");
        }
    }

    private static string Reason(Exception? exception) => exception is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }
        ? "another program uses it"
        : exception?.Message.TrimEnd('.') ?? "unknown reason";
}
