using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Tandem.Media;
using Tandem.Phone.Calls;
using Tandem.Phone.Registration;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Digest;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Sdp;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Phone;

/// <summary>
/// A SIP phone without a person: registers, calls and takes calls, plays tones and hears them. For tests, demonstrations and load. Members
/// may be called from any thread.
/// </summary>
public sealed class SipPhone : IAsyncDisposable
{
    private static readonly TimeSpan DisposePatience = TimeSpan.FromSeconds(2);

    private readonly PhoneOptions _options;
    private readonly SignalLoop _loop;
    private readonly SipStack _stack;
    private readonly SipUserAgent _agent;
    private readonly MediaEngine _media;
    private readonly bool _ownsMedia;
    private readonly DigestClient? _credentials;
    private readonly RegistrationClient _registration;
    private readonly Channel<PhoneCall> _incoming = Channel.CreateUnbounded<PhoneCall>();
    private readonly HashSet<PhoneCall> _calls = [];

    /// <summary>Creates a phone and binds its SIP port.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="media">An engine shared with other phones; null makes one of its own, on ports chosen by the system.</param>
    /// <param name="timeProvider">The clock; the system's where null.</param>
    /// <param name="loggers">Where logs go; nowhere where null.</param>
    /// <exception cref="ArgumentException">The protocol is neither UDP nor TCP.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The port cannot be bound.</exception>
    public SipPhone(PhoneOptions options, MediaEngine? media = null, TimeProvider? timeProvider = null, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _loop = new SignalLoop(timeProvider, loggers?.CreateLogger<SignalLoop>());
        _stack = new SipStack(_loop, new SipStackOptions { Product = "Tandem Phone" }, loggers?.CreateLogger<SipStack>());
        _agent = new SipUserAgent(_stack) { InviteReceived = OnInvite };
        _ownsMedia = media is null;
        _media = media ?? new MediaEngine(new MediaOptions { Address = options.Address, FirstPort = 0, LastPort = 0, Shards = 1 }, timeProvider);
        _credentials = options.Password is null ? null : new DigestClient(options.User, options.Password);
        _stack.AddTransport(Bind(options, timeProvider));
        Flow = new SipFlow(_stack.Transports[0], options.Server);
        _registration = new RegistrationClient(_stack, Flow, AddressOf(options.User), _agent.ContactFor(Flow, options.User), _credentials, options.Expires);
        _loop.Start($"tandem-phone-{options.User}");
    }

    /// <summary>The phone's user.</summary>
    public string User => _options.User;

    /// <summary>The phone's own SIP address.</summary>
    public System.Net.IPEndPoint EndPoint => _stack.Transports[0].LocalEndPoint;

    /// <summary>Registers, and keeps the registration fresh until <see cref="UnregisterAsync"/>.</summary>
    /// <returns>The final status: 200 where registered, 403 where the credentials are wrong, 408 where nobody answers.</returns>
    public Task<int> RegisterAsync() => _loop.RunAsync(_registration.RegisterAsync);

    /// <summary>Removes the registration.</summary>
    /// <returns>The final status.</returns>
    public Task<int> UnregisterAsync() => _loop.RunAsync(_registration.UnregisterAsync);

    /// <summary>Calls a number of the exchange, or a SIP address by way of it.</summary>
    /// <param name="number">The number, or the address (<c>sip:user@host</c>).</param>
    /// <param name="headers">More headers of the INVITE, in order.</param>
    /// <returns>The call, on its way. <see cref="PhoneCall.WaitForAnswerAsync"/> says what becomes of it.</returns>
    public Task<PhoneCall> CallAsync(string number, params IReadOnlyList<(string Name, string Value)> headers) => _loop.InvokeAsync(() =>
    {
        var call = new PhoneCall(this, IsIncoming: false);
        var server = AddressOf(number);
        call.Attach(_agent.Invite(
            new OutgoingInvite
            {
                RequestUri = server,
                Flow = Flow,
                From = new NameAddress(AddressOf(User), _options.DisplayName),
                To = new NameAddress(server),
                Sdp = call.Offer(),
                Headers = headers,
                Credentials = _credentials,
                IsBehindNat = true,
            },
            call));
        _calls.Add(call);
        return call;
    });

    /// <summary>Waits for the next incoming call; it rings already.</summary>
    public async Task<PhoneCall> WaitForCallAsync(CancellationToken cancellationToken = default) =>
        await _incoming.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Hangs up, removes the registration where there is one, and releases the ports. An exchange that is gone is not waited for longer than 2 s.</summary>
    public async ValueTask DisposeAsync()
    {
        await _loop.InvokeAsync(() =>
        {
            foreach (var call in _calls.ToArray())
            {
                call.Hangup();
            }
        }).ConfigureAwait(false);
        if (_registration.IsRegistered)
        {
            await Task.WhenAny(UnregisterAsync(), Task.Delay(DisposePatience, _loop.TimeProvider)).ConfigureAwait(false);
        }
        _stack.Dispose();
        _loop.Dispose();
        _incoming.Writer.TryComplete();
        if (_ownsMedia)
        {
            await _media.DisposeAsync().ConfigureAwait(false);
        }
    }

    internal SignalLoop Loop => _loop;

    internal SipFlow Flow { get; }

    internal void Forget(PhoneCall call) => _calls.Remove(call);

    internal SipUri AddressOf(string user) =>
        user.StartsWith("sip:", StringComparison.OrdinalIgnoreCase) ? SipUri.Parse(user)
        : _options.Domain is { } domain ? new SipUri(domain, user)
        : new SipUri(_options.Server.Address.ToString(), user, _options.Server.Port);

    internal MediaChannel OpenMedia()
    {
        var isAtHome = _media.Options.Address.AddressFamily == _options.Address.AddressFamily;
        return _media.TryOpen(new MediaChannelOptions { Address = isAtHome ? null : _options.Address }, out var channel)
            ? channel
            : throw new InvalidOperationException("The phone has no free media port.");
    }

    internal AudioOfferAnswer Negotiate(MediaChannel media)
    {
        var address = _stack.Advertiser.AddressFor(media.LocalEndPoint.Address, _options.Server.Address);
        var protection = _options.Srtp.Count == 0 ? null : new MediaProtection { Suites = [.. _options.Srtp.Select(PhoneCodecs.ToSuite)], IsRequired = true };
        return new AudioOfferAnswer([.. _options.Codecs.Select(PhoneCodecs.ToFormat)], new System.Net.IPEndPoint(address, media.LocalEndPoint.Port), protection);
    }

    private static ISipTransport Bind(PhoneOptions options, TimeProvider? timeProvider)
    {
        var local = new System.Net.IPEndPoint(options.Address, options.Port);
        return options.Protocol switch
        {
            SipProtocol.Udp => new UdpTransport(local),
            SipProtocol.Tcp => new TcpTransport(local, timeProvider: timeProvider),
            _ => throw new ArgumentException("Protocol must be Udp or Tcp.", nameof(options)),
        };
    }

    private void OnInvite(InviteSession session)
    {
        var call = new PhoneCall(this, IsIncoming: true);
        session.Credentials = _credentials;
        call.Attach(session);
        _calls.Add(call);
        session.SendProvisional(180);
        if (_options.AutoAnswer)
        {
            call.Answer();
        }
        _incoming.Writer.TryWrite(call);
    }
}
