using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tandem.Sipgate.Calls;
using Tandem.Sipgate.Contacts;
using Tandem.Sipgate.Devices;
using Tandem.Sipgate.Fax;
using Tandem.Sipgate.History;
using Tandem.Sipgate.Http;
using Tandem.Sipgate.Numbers;
using Tandem.Sipgate.Rtcm;
using Tandem.Sipgate.Settings;
using Tandem.Sipgate.Sms;
using Tandem.Sipgate.Users;
using Tandem.Sipgate.Voicemails;

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
        Users = new UserModule(_connection);
        Sms = new SmsModule(_connection, Users);
        Fax = new FaxModule(_connection, Users);
        Calls = new CallModule(_connection);
        Rtcm = new RtcmModule(_connection);
        Contacts = new ContactModule(_connection);
        History = new HistoryModule(_connection);
        WebhookSettings = new WebhookSettingsModule(_connection);
        Numbers = new NumberModule(_connection);
        Devices = new DeviceModule(_connection);
        Voicemails = new VoicemailModule(_connection);
    }

    /// <summary>Sends text messages.</summary>
    public SmsModule Sms { get; }

    /// <summary>Sends faxes.</summary>
    public FaxModule Fax { get; }

    /// <summary>Makes calls.</summary>
    public CallModule Calls { get; }

    /// <summary>Steers calls that are up.</summary>
    public RtcmModule Rtcm { get; }

    /// <summary>The address book.</summary>
    public ContactModule Contacts { get; }

    /// <summary>What was.</summary>
    public HistoryModule History { get; }

    /// <summary>Says where webhooks are sent.</summary>
    public WebhookSettingsModule WebhookSettings { get; }

    /// <summary>The account's numbers.</summary>
    public NumberModule Numbers { get; }

    /// <summary>The devices of users.</summary>
    public DeviceModule Devices { get; }

    /// <summary>The account's voicemails.</summary>
    public VoicemailModule Voicemails { get; }

    /// <summary>The account's users.</summary>
    public UserModule Users { get; }

    /// <summary>Sends a request that has no member of its own here, with the same credentials, repetitions and exceptions.</summary>
    /// <param name="method">The method of HTTP.</param>
    /// <param name="path">The path below the base address with its query, values escaped, such as <c>blacklist/incoming?limit=10</c>.</param>
    /// <param name="body">The body, JSON in UTF-8; null for none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The answer's body; empty for none.</returns>
    /// <exception cref="SipgateValidationException">The path leads elsewhere.</exception>
    public Task<byte[]> SendAsync(HttpMethod method, string path, byte[]? body = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(path);
        var relative = path.TrimStart('/');
        // An absolute address, or dots, would take the credentials to another place.
        SipgateValidationException.Require(!Uri.TryCreate(relative, UriKind.Absolute, out _) && !relative.Split('?')[0].Split('/').Contains(".."), $"Invalid path: {path}", nameof(path));
        return _connection.ExchangeAsync(new SipgateRequest(method, relative, $"{method.Method} (raw)", ErrorTexts.Plain).WithBody(body), cancellationToken);
    }

    /// <summary>As <see cref="SendAsync"/> with GET, and reads the answer.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="path">The path below the base address with its query, values escaped.</param>
    /// <param name="type">How it is read.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<T?> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken = default)
    {
        var body = await SendAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException exception)
        {
            throw new SipgateResponseException($"sipgate answered GET {path} with what is not its JSON: {exception.Message}", exception);
        }
    }

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
