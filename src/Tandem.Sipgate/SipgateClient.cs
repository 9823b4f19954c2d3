using System.Net;
using Tandem.Sipgate.Calls;
using Tandem.Sipgate.Http;
using Tandem.Sipgate.Rtcm;

namespace Tandem.Sipgate;

/// <summary>
/// A client of sipgate's REST API, version 2, for one account. It may be used from several threads at once, and lives as long as the program.
/// All that it does fails with a <see cref="SipgateException"/>.
/// </summary>
public sealed class SipgateClient : IDisposable
{
    private readonly SipgateConnection _connection;
    private readonly HttpClient? _owned;

    /// <summary>Makes a client with its own connections.</summary>
    /// <param name="options">Its settings.</param>
    /// <exception cref="ArgumentException">A setting cannot be; the message names it.</exception>
    public SipgateClient(SipgateOptions options)
        : this(CreateHttp(options), options, isOwner: true)
    {
    }

    /// <summary>Makes a client that sends by another's means, as one from <see cref="IHttpClientFactory"/>, whose time-out should be infinite: that of the options counts.</summary>
    /// <param name="http">What sends. It is not disposed with this client.</param>
    /// <param name="options">Its settings.</param>
    /// <exception cref="ArgumentException">A setting cannot be; the message names it.</exception>
    public SipgateClient(HttpClient http, SipgateOptions options)
        : this(http, options, isOwner: false)
    {
    }

    private SipgateClient(HttpClient http, SipgateOptions options, bool isOwner)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _owned = isOwner ? http : null;
        _connection = new SipgateConnection(http, options);
        Calls = new CallModule(_connection);
        Rtcm = new RtcmModule(_connection);
    }

    /// <summary>Makes calls.</summary>
    public CallModule Calls { get; }

    /// <summary>Steers calls that are up.</summary>
    public RtcmModule Rtcm { get; }

    /// <summary>Closes the connections that the client made itself.</summary>
    public void Dispose() => _owned?.Dispose();

    /// <summary>The handler that a client has by itself: a pool of connections, each used for at most ten minutes so that a changed address is seen.</summary>
    internal static SocketsHttpHandler CreateHandler(SipgateOptions options) => new()
    {
        Proxy = options.Proxy,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        AutomaticDecompression = DecompressionMethods.All,
        UseCookies = false,
        // A redirect to elsewhere would take the numbers and texts of a request along.
        AllowAutoRedirect = false,
    };

    private static HttpClient CreateHttp(SipgateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new HttpClient(CreateHandler(options)) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
