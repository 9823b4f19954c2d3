using System.Net;
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
public sealed partial class SipPhone : IAsyncDisposable
{
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
    /// <exception cref="ArgumentException">A setting is out of its range; the parameter names it.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The port cannot be bound.</exception>
    public SipPhone(PhoneOptions options, MediaEngine? media = null, TimeProvider? timeProvider = null, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        var transport = Bind(options, timeProvider);
        _loop = new SignalLoop(timeProvider, loggers?.CreateLogger<SignalLoop>());
        _stack = new SipStack(_loop, new SipStackOptions { Product = "Tandem Phone" }, loggers?.CreateLogger<SipStack>());
        _agent = new SipUserAgent(_stack) { InviteReceived = OnInvite };
        _ownsMedia = media is null;
        _media = media ?? new MediaEngine(new MediaOptions { Address = options.Address, FirstPort = 0, LastPort = 0, Shards = 1 }, timeProvider);
        _credentials = options.Password is null ? null : new DigestClient(options.User, options.Password);
        _stack.AddTransport(transport);
        Flow = new SipFlow(transport, options.Server);
        _registration = new RegistrationClient(
            _stack, Flow, OwnAddress, _agent.ContactFor(Flow, options.User), _credentials, options.Expires, change => RegistrationChanged?.Invoke(change));
        _loop.Start($"tandem-phone-{options.User}");
    }

    /// <summary>
    /// <see cref="IsRegistered"/> changed, or the reason why the phone is not registered did. Raised on a thread of the phone's, in order: handlers
    /// must not block.
    /// </summary>
    public event Action<RegistrationChange>? RegistrationChanged;

    /// <summary>The phone's user.</summary>
    public string User => _options.User;

    /// <summary>The phone's own SIP address.</summary>
    public IPEndPoint EndPoint => _stack.Transports[0].LocalEndPoint;

    /// <summary>Whether the phone is registered, as far as it knows: false from the first refresh that fails, until one succeeds again, and once it is disposed.</summary>
    public bool IsRegistered => !IsClosing && _registration.IsRegistered;

    /// <summary>
    /// Registers. Once that has succeeded the registration is kept until <see cref="UnregisterAsync"/>: refreshed at half of what was granted (once a
    /// day at least), and where a refresh fails tried again after 1 s, doubling to 1 min, or as Retry-After says; after wrong credentials once a
    /// minute. <see cref="RegistrationChanged"/> tells. A first attempt that fails is the caller's to repeat.
    /// </summary>
    /// <returns>
    /// The final status: 200 where registered, 401 or 403 where the credentials are wrong, as the registrar has it, 408 where nobody answers for
    /// 32 s, 503 where the request could not be sent, 487 where <see cref="UnregisterAsync"/> or the end of the phone came in between.
    /// </returns>
    /// <exception cref="ObjectDisposedException">The phone is disposed, or was meanwhile.</exception>
    public Task<int> RegisterAsync() =>
        OnLoopAsync(() => IsClosing ? throw Disposed() : _registration.RegisterAsync(), () => throw Disposed());

    /// <summary>Removes the registration, and keeps it no more, whatever comes of the request.</summary>
    /// <returns>The final status, as that of <see cref="RegisterAsync"/>.</returns>
    /// <exception cref="ObjectDisposedException">The phone is disposed, or was meanwhile.</exception>
    public Task<int> UnregisterAsync() =>
        OnLoopAsync(() => IsClosing ? throw Disposed() : _registration.UnregisterAsync(), () => throw Disposed());

    /// <summary>Calls a number of the exchange, or a SIP address by way of it.</summary>
    /// <param name="number">The number, or the address (<c>sip:user@host</c>).</param>
    /// <param name="headers">More headers of the INVITE, in order.</param>
    /// <returns>The call, on its way. <see cref="PhoneCall.WaitForAnswerAsync"/> says what becomes of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="number"/> is empty or no SIP address, or a header's name is no token or its value has control characters.</exception>
    /// <exception cref="InvalidOperationException">There is no free media port.</exception>
    /// <exception cref="ObjectDisposedException">The phone is disposed.</exception>
    public Task<PhoneCall> CallAsync(string number, params IReadOnlyList<(string Name, string Value)> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var address = AddressOf(number);
        return OnLoopAsync(() => Task.FromResult(Call(address, headers)), () => throw Disposed());
    }

    /// <summary>
    /// Waits for the next incoming call; it rings already, and may be over already where its caller gave up. Several waits get a call each. A phone
    /// without a free media port refuses calls with 503, and they are not told.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The phone is disposed, or was meanwhile.</exception>
    public async Task<PhoneCall> WaitForCallAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return IsClosing ? throw Disposed() : await _incoming.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw Disposed();
        }
    }

    internal SipFlow Flow { get; }

    internal SipUri OwnAddress => AtServer(User);

    internal void Forget(PhoneCall call) => _calls.Remove(call);

    /// <summary>Where a number is: at the exchange, unless it is an address.</summary>
    internal SipUri AddressOf(string number)
    {
        ArgumentException.ThrowIfNullOrEmpty(number);
        if (!number.StartsWith("sip:", StringComparison.OrdinalIgnoreCase))
        {
            return AtServer(number);
        }
        return SipUri.TryParse(number, out var address) ? address : throw new ArgumentException("Not a SIP address.", nameof(number));
    }

    private SipUri AtServer(string user) =>
        _options.Domain is { } domain ? new SipUri(domain, user) : new SipUri(_options.Server.Address.ToString(), user, _options.Server.Port);

    private PhoneCall Call(SipUri address, IReadOnlyList<(string Name, string Value)> headers)
    {
        if (IsClosing)
        {
            throw Disposed();
        }
        if (!TryOpenMedia(out var media))
        {
            throw new InvalidOperationException("The phone has no free media port.");
        }
        var call = new PhoneCall(this, media, Negotiate(media), isIncoming: false);
        try
        {
            call.Attach(_agent.Invite(
                new OutgoingInvite
                {
                    RequestUri = address,
                    Flow = Flow,
                    From = new NameAddress(OwnAddress, _options.DisplayName),
                    To = new NameAddress(address),
                    Sdp = call.Offer(),
                    Headers = headers,
                    Credentials = _credentials,
                    IsBehindNat = true,
                },
                call));
        }
        catch (ArgumentException)
        {
            media.Close();
            throw;
        }
        _calls.Add(call);
        return call;
    }

    private void OnInvite(InviteSession session)
    {
        if (IsClosing)
        {
            session.Reject(480);
            return;
        }
        if (!TryOpenMedia(out var media))
        {
            session.Reject(503);
            return;
        }
        var call = new PhoneCall(this, media, Negotiate(media), isIncoming: true);
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

    private bool TryOpenMedia([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out MediaChannel? media)
    {
        var isAtHome = _media.Options.Address.AddressFamily == _options.Address.AddressFamily;
        return _media.TryOpen(new MediaChannelOptions { Address = isAtHome ? null : _options.Address }, out media);
    }

    private AudioOfferAnswer Negotiate(MediaChannel media)
    {
        var address = _stack.Advertiser.AddressFor(media.LocalEndPoint.Address, _options.Server.Address);
        var protection = _options.Srtp.Count == 0 ? null : new MediaProtection { Suites = [.. _options.Srtp.Select(PhoneCodecs.ToSuite)], IsRequired = true };
        return new AudioOfferAnswer([.. _options.Codecs.Select(PhoneCodecs.ToFormat)], new IPEndPoint(address, media.LocalEndPoint.Port), protection);
    }
}
