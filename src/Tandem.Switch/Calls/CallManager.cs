using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.Logging;
using Tandem.Media;
using Tandem.Media.Codecs;
using Tandem.Pbx.Model;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Headers;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Sdp;
using Tandem.Switch.Admission;
using Tandem.Switch.Calls.Policy;
using Tandem.Switch.Directory;
using Tandem.Switch.Model;
using Tandem.Switch.Registrar;
using Tandem.Switch.Routing;
using Tandem.Switch.Tones;
using Tandem.Switch.Trace;

namespace Tandem.Switch.Calls;

/// <summary>Takes calls, finds out who calls whom, and connects them. Belongs to the signalling loop.</summary>
internal sealed partial class CallManager
{
    private readonly SipUserAgent _agent;
    private readonly MediaEngine _media;
    private readonly SipRegistrar _registrar;
    private readonly ICredentialSource _accounts;
    private readonly DomainTable _domains;
    private readonly RequestAuthenticator _authenticator;
    private readonly RouteTable _routes;
    private readonly SipTraceStore _trace;
    private readonly Refusals _refusals;
    private readonly SwitchMetrics _metrics;
    private readonly SwitchOptions _options;
    private readonly ILogger _logger;
    private readonly Dictionary<string, Call> _calls = [];
    private readonly Dictionary<IPAddress, int> _callsFrom = [];
    private readonly CredentialWaits _waits;
    private readonly Dictionary<string, int> _legsOfConversation = [];
    private readonly LoopTimer _look;
    private readonly TrustDomain _trusted;
    private readonly DialPolicies _policies;
    private bool _isStopping;

    public CallManager(
        SipUserAgent agent,
        MediaEngine media,
        SipRegistrar registrar,
        ICredentialSource accounts,
        DomainTable domains,
        RequestAuthenticator authenticator,
        RouteTable routes,
        ExchangeModel model,
        SipTraceStore trace,
        Refusals refusals,
        SwitchMetrics metrics,
        SwitchOptions options,
        ILogger logger)
    {
        _agent = agent;
        _media = media;
        _registrar = registrar;
        _accounts = accounts;
        _domains = domains;
        _authenticator = authenticator;
        _routes = routes;
        Model = model;
        _trace = trace;
        _refusals = refusals;
        _metrics = metrics;
        _options = options;
        _logger = logger;
        Codecs = [.. options.Codecs.Where(codec => codec.IsAvailable()).Select(codec => codec.ToFormat())];
        _waits = new CredentialWaits(Loop);
        _look = new LoopTimer(Loop, LookAtCalls);
        _trusted = new TrustDomain(options.TrustedNetworks);
        _policies = new DialPolicies(domains, Loop.TimeProvider);
        Tones = new CallTones(options.Tones);
        Events = new CallEventPump(logger);
        agent.InviteReceived = OnInvite;
    }

    public SignalLoop Loop => _agent.Stack.Loop;

    public ExchangeModel Model { get; }

    public DomainTable Domains => _domains;

    /// <summary>What happens on all legs, on its way to handlers of users.</summary>
    public CallEventPump Events { get; }

    public IReadOnlyList<MediaFormat> Codecs { get; }

    /// <summary>What callers hear while it rings, or when a call fails.</summary>
    public CallTones Tones { get; }

    /// <summary>Whether legs of different codecs may be joined.</summary>
    public bool MayTranscode => _options.Transcode;

    /// <summary>The legs alive now; readable from any thread.</summary>
    public int ActiveCalls => _calls.Count;

    public Call? Find(string id) => _calls.GetValueOrDefault(id);

    public IReadOnlyList<Call> Find(CallFilter filter)
    {
        // Of one extension there are few.
        var among = filter.Number is { } number ? _domains.All.SelectMany(domain => Model.LegsOf(_domains.KeyOf(number, domain))) : _calls.Values;
        return [.. among.Where(filter.Matches).OrderBy(call => call.Id, StringComparer.Ordinal)];
    }

    /// <summary>What is kept for calls, by what it is.</summary>
    public IReadOnlyDictionary<string, int> CountKept() => new Dictionary<string, int>
    {
        ["legs"] = _calls.Count,
        ["conversations"] = _legsOfConversation.Count,
        ["conversations that have parted"] = _parted.Count,
        ["sources"] = _callsFrom.Count,
        ["waits for credentials"] = _waits.Count,
        ["accounts with legs"] = Model.AccountsWithLegs,
    };

    /// <summary>The calls that an address has begun and that are up.</summary>
    public int CountFrom(IPAddress source) => _callsFrom.GetValueOrDefault(SourceKey.Of(source));

    /// <summary>Whether an INVITE with credentials is that of a call in hand.</summary>
    public bool IsAwaited(SipMessage invite) => _waits.IsAwaited(invite);

    /// <summary>Opens a channel for a peer, on an address of the peer's family.</summary>
    public bool TryOpenMedia(string id, IPAddress remote, MediaChannel? near, [NotNullWhen(true)] out MediaChannel? channel)
    {
        var own = _media.Options.Address;
        var serves = own.AddressFamily == remote.AddressFamily || own.Equals(IPAddress.IPv6Any);
        var address = serves ? null : _options.Addresses.FirstOrDefault(address => address.AddressFamily == remote.AddressFamily);
        return _media.TryOpen(new MediaChannelOptions { Id = id, Near = near, Address = address }, out channel);
    }

    /// <summary>The address that a peer is told for the audio of a channel.</summary>
    public IPEndPoint MediaAddressFor(MediaChannel channel, IPAddress remote) =>
        new(_agent.Stack.Advertiser.AddressFor(channel.LocalEndPoint.Address, remote), channel.LocalEndPoint.Port);

    /// <summary>Takes no more calls and ends those that are up.</summary>
    public void Stop()
    {
        _isStopping = true;
        foreach (var call in _calls.Values.ToArray())
        {
            call.End(HangupCause.ManagerRequest);
        }
    }

    internal void OnEnded(Call call, HangupCause cause)
    {
        _calls.Remove(call.Id);
        Count(call, -1);
        call.ReturnAllowances();
        Model.End(call, cause, isLast: CountLegs(call.ConversationId, -1) == 0);
        call.Fork?.OnEnded(call, cause);
        call.Trace?.End(cause);
        _metrics.Ended(cause);
        if (call.IsLogged)
        {
            LogEnded(call.Id, call.ConversationId, cause.Name);
        }
    }

    private void Begin(Call call, InviteSession session)
    {
        call.Attach(session);
        _calls.Add(call.Id, call);
        call.Source = call.IsOutbound ? null : SourceKey.Of(session.Flow.Remote.Address);
        Count(call, 1);
        CountLegs(call.ConversationId, 1);
        _trace.Assign(session.Invite.CallId!, Model.Id(call.ConversationId).ToString());
        WatchCalls();
        Model.Offer(call);
        call.Trace = CallActivity.Start(call, _calls.GetValueOrDefault(call.ConversationId)?.Trace, _options.TraceNumbers);
        call.Raise(CallEventKind.New);
        _metrics.Offered(call.IsOutbound);
        call.IsLogged = IsToBeLogged(call);
        if (call.IsLogged)
        {
            LogOffered(call.Id, call.ConversationId, LogText.Of(call.Caller.Number), LogText.Of(call.Called.Number));
        }
    }

    private void Count(Call call, int change)
    {
        if (call.Source is not { } source)
        {
            return;
        }
        var left = _callsFrom.GetValueOrDefault(source) + change;
        if (left > 0)
        {
            _callsFrom[source] = left;
        }
        else
        {
            _callsFrom.Remove(source);
        }
    }

    // Strangers must not fill the log: of their calls few are told, and of those every leg to its end.
    private bool IsToBeLogged(Call call) =>
        _calls.GetValueOrDefault(call.ConversationId) is { } first && first != call
            ? first.IsLogged
            : call.IsOutbound || call.Account is not null || _refusals.MayLogCall(call.Session.Flow.Remote.Address);

    internal void OnAnswered(Call call)
    {
        Model.Answer(call);
        _metrics.Answered(call.IsOutbound);
        call.Raise(CallEventKind.Answered);
    }

    [LoggerMessage(2101, LogLevel.Information, "Call {Call} of conversation {Conversation}: {Caller} calls {Called}")]
    private partial void LogOffered(string call, string conversation, string? caller, string? called);

    [LoggerMessage(2102, LogLevel.Information, "Call {Call} of conversation {Conversation} ended: {Cause}")]
    private partial void LogEnded(string call, string conversation, string cause);
}
