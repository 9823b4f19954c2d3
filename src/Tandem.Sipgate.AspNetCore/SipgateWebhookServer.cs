using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tandem.Sipgate.AspNetCore;

/// <summary>A server for programs that have none: it receives webhooks and nothing else, without TLS, which is for the proxy before it.</summary>
public sealed class SipgateWebhookServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SipgateWebhookServer(WebApplication app, Uri url)
    {
        _app = app;
        Url = url;
    }

    /// <summary>Where it listens, with the port it has.</summary>
    public Uri Url { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="options">Where it listens, and what is checked.</param>
    /// <param name="configure">Sets the handlers.</param>
    /// <param name="loggers">Where it logs; nowhere where null.</param>
    /// <param name="timeProvider">The clock; the system's where null.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="ArgumentException">A setting cannot be.</exception>
    /// <exception cref="InvalidOperationException">There are handlers of more than new calls, and no public URL.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    /// <exception cref="SocketException">There is no such host.</exception>
    public static async Task<SipgateWebhookServer> StartAsync(
        SipgateWebhookServerOptions options,
        Action<SipgateWebhookBuilder> configure,
        ILoggerFactory? loggers = null,
        TimeProvider? timeProvider = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(configure);
        if (options.Port is < 0 or > IPEndPoint.MaxPort)
        {
            throw new ArgumentException("Port is not 0 to 65,535.", nameof(options));
        }
        var address = await ResolveAsync(options.HostName, cancellationToken).ConfigureAwait(false);
        var path = options.Path ?? options.Webhook.PublicUrl?.AbsolutePath ?? "/";
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address, options.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(timeProvider ?? TimeProvider.System);
        if (loggers is not null)
        {
            builder.Services.AddSingleton(loggers);
        }
        var app = builder.Build();
        try
        {
            app.UseRouting();
            app.MapSipgateWebhook(path, configure, options.Webhook);
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            return new SipgateWebhookServer(app, new Uri(new Uri(app.Urls.First()), path));
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops: what is being answered is answered, and the port is free afterwards.</summary>
    /// <param name="cancellationToken">Ends the waiting for what is being answered.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) => _app.StopAsync(cancellationToken);

    /// <summary>Stops.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<IPAddress> ResolveAsync(string hostName, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(hostName);
        return hostName switch
        {
            "localhost" => IPAddress.Loopback,
            "*" => IPAddress.IPv6Any,
            _ when IPAddress.TryParse(hostName, out var address) => address,
            _ => (await Dns.GetHostAddressesAsync(hostName, cancellationToken).ConfigureAwait(false))[0],
        };
    }
}
