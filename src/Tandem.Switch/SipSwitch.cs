using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Media;
using Tandem.Media.Playing;
using Tandem.Pbx;
using Tandem.Pbx.Commands;
using Tandem.Pbx.State;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;
using Tandem.Switch.Admission;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Dialling;
using Tandem.Switch.Directory;
using Tandem.Switch.Messages;
using Tandem.Switch.Model;
using Tandem.Switch.Notifications;
using Tandem.Switch.Registrar;
using Tandem.Switch.Routing;
using Tandem.Switch.Subscriptions;
using Tandem.Switch.Trace;

namespace Tandem.Switch;

/// <summary>
/// The built-in exchange: phones register with it and call each other through it, and programs take calls by <see cref="OnCall"/>.
/// Everything it does is seen in <see cref="Model"/>.
/// </summary>
public sealed partial class SipSwitch : IPbx, IAsyncDisposable
{
    private readonly SwitchOptions _options;
    private readonly ILogger _logger;
    private readonly SignalLoop _loop;
    private readonly SipStack _stack;
    private readonly SipUserAgent _agent;
    private readonly SipRegistrar _registrar;
    private readonly CallManager _calls;
    private readonly Refusals _refusals;
    private readonly AdmissionControl _admission;
    private readonly SwitchMetrics _metrics;
    private readonly ExchangeModel _model;
    private readonly ICredentialSource _accounts;
    private readonly RouteTable _routes = new();
    private readonly PbxState _state;
    private readonly MessageRelay _messages;
    private readonly DomainTable _domains;
    private readonly LampBoard _lamps;
    private readonly PhoneNotifier _notifier;
    private readonly RegistrationEventPump _registrationEvents;
    private readonly IExtensionFeatureStore _features;
    private readonly Lazy<PromptCache> _prompts;
    private bool _isStopped;

    /// <summary>Creates an exchange that does not listen yet.</summary>
    /// <param name="media">The media engine; stays the caller's.</param>
    /// <param name="accounts">Who may register and call.</param>
    /// <param name="options">Settings; the defaults where null.</param>
    /// <param name="bindings">Where registrations are kept; in memory where null.</param>
    /// <param name="timeProvider">The clock; the system's where null.</param>
    /// <param name="loggers">Where logs go; nowhere where null.</param>
    /// <param name="features">Where do-not-disturb and forwards are kept; in memory where null.</param>
    /// <param name="mailboxes">Where the counts of voice messages are kept; in memory where null.</param>
    /// <exception cref="ArgumentException">Options contradict each other; the message names them.</exception>
    public SipSwitch(
        MediaEngine media,
        ICredentialSource accounts,
        SwitchOptions? options = null,
        IBindingStore? bindings = null,
        TimeProvider? timeProvider = null,
        ILoggerFactory? loggers = null,
        IExtensionFeatureStore? features = null,
        IMailboxStore? mailboxes = null)
        : this(new SignalLoop(timeProvider, loggers?.CreateLogger<SignalLoop>()), media, accounts, options, bindings, loggers, features, mailboxes)
    {
    }

    /// <summary>Creates an exchange on a loop that others may share, such as one without a thread.</summary>
    internal SipSwitch(
        SignalLoop loop,
        MediaEngine media,
        ICredentialSource accounts,
        SwitchOptions? options,
        IBindingStore? bindings,
        ILoggerFactory? loggers = null,
        IExtensionFeatureStore? features = null,
        IMailboxStore? mailboxes = null)
    {
        ArgumentNullException.ThrowIfNull(media);
        ArgumentNullException.ThrowIfNull(accounts);
        loggers ??= NullLoggerFactory.Instance;
        _logger = loggers.CreateLogger("Tandem.Switch");
        options ??= new SwitchOptions();
        if (options.Registrar.FindFault() is { } fault)
        {
            throw new ArgumentException($"{nameof(SwitchOptions.Registrar)}.{fault.Option}{(fault.Other is null ? "" : $" and {fault.Other}")}: {fault.Reason}.", nameof(options));
        }
        _options = WatchCertificate(options);
        _domains = new DomainTable(options);
        _accounts = accounts;
        _features = features ?? new MemoryFeatureStore();
        Capabilities = _options.Recordings is null ? Always : Always.Union([Capability.Record]);
        var timeProvider = loop.TimeProvider;
        _prompts = new Lazy<PromptCache>(() => new PromptCache(timeProvider: timeProvider));
        Trace = new SipTraceStore(_options.TraceCapacity, timeProvider);
        _state = new PbxState(_options.Name, timeProvider, _options.Model);
        _model = new ExchangeModel(_state, _options.Name, _domains);
        _loop = loop;
        _stack = new SipStack(
            _loop,
            new SipStackOptions
            {
                ForceRPort = _options.Registrar.ForceRPort,
                Advertiser = new AddressAdvertiser(_options.PublicAddress, _options.LocalNetworks),
                Resolver = _options.Resolver,
                Trace = Trace,
            },
            loggers.CreateLogger<SipStack>());
        _agent = new SipUserAgent(_stack)
        {
            MoreMethods = "REGISTER, MESSAGE, REFER, INFO",
            AcceptsReplaces = true,
            SessionTimers = _options.SessionTimers,
            Notifier = LampBoard.Notifier(_options.Subscriptions),
        };
        _metrics = new SwitchMetrics(() => _calls?.ActiveCalls ?? 0, () => _agent.ActiveSessions, () => _registrar?.RegisteredUsers ?? 0);
        var failures = new FailedAuthentications(_options.MaxAuthFailuresPerMinute, timeProvider);
        _refusals = new Refusals(failures, _metrics, timeProvider, _logger);
        var locks = new AccountLocks(_options.MaxAccountFailuresPerMinute, timeProvider, _model.Lock, IsLockExempt);
        var authenticator = new RequestAuthenticator(accounts, _domains, _options, locks, _refusals, timeProvider);
        var phones = new ContactRequests(_agent);
        _registrationEvents = new RegistrationEventPump(() => RegistrationHappened, _logger);
        _registrar = new SipRegistrar(_loop, authenticator, _domains, bindings ?? new MemoryBindingStore(), _options.Registrar, phones, _refusals)
        {
            Changed = (user, contacts) => _model.SetBindings(user, contacts, _registrar!.IsStale),
            Happened = _registrationEvents.Post,
            Came = binding => _notifier!.OnRegistered(binding),
        };
        Registrations = new RegistrationLookup(_loop, _registrar, _domains);
        _calls = new CallManager(_agent, media, _registrar, accounts, _domains, authenticator, _routes, _model, Trace, _refusals, _metrics, _options, _logger);
        _lamps = new LampBoard(_agent, authenticator, accounts, _domains, _state, _calls, _refusals, _options.Subscriptions);
        _notifier = new PhoneNotifier(phones, _registrar, _lamps.View, _lamps, mailboxes ?? new MemoryMailboxStore(), _state);
        _messages = new MessageRelay(phones, _registrar, _domains, authenticator, _refusals);
        _admission = new AdmissionControl(_loop, media, _registrar, _domains, _calls, failures, _metrics, _options);
        _stack.Admission = _admission.Decide;
        _agent.RequestReceived = OnRequest;
        _calls.Events.Start(() => CallHappened);
    }

    /// <summary>
    /// What happens on all legs, in order; raised on the thread pool, after the leg's own <see cref="Call.Happened"/>. A handler that throws is
    /// logged and harms nothing.
    /// </summary>
    public event Action<CallEvent>? CallHappened;

    /// <summary>
    /// What happens to registrations, in order; raised on the thread pool. A handler that throws is logged and harms nothing; one that is too slow
    /// loses the oldest events.
    /// </summary>
    public event Action<RegistrationEvent>? RegistrationHappened;

    /// <summary>How many lamps, presences and mailboxes phones watch now.</summary>
    public int ActiveSubscriptions => _lamps.Count;

    /// <summary>Who is registered, and where.</summary>
    public RegistrationLookup Registrations { get; }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public IPbxModel Model => _state;

    /// <summary>The SIP messages of live and recent calls.</summary>
    public SipTraceStore Trace { get; }

    /// <summary>Where the exchange listens: one end point an address and a transport, in the order of the settings; empty before <see cref="StartAsync"/>.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => [.. _stack.Transports.Select(transport => transport.LocalEndPoint)];

    /// <summary>Where the exchange listens by a protocol, on its first address; null where it does not.</summary>
    /// <param name="protocol">The protocol.</param>
    public IPEndPoint? EndPointOf(SipProtocol protocol) => _stack.Transports.FirstOrDefault(transport => transport.Protocol == protocol)?.LocalEndPoint;

    /// <summary>What the SIP side has seen.</summary>
    public SipStackCounters SipCounters => _stack.Counters;

    /// <summary>What was refused.</summary>
    public SwitchCounters Counters => new(_admission.Overloaded, _admission.PortsShort, _refusals.Registrations, _refusals.Calls, _admission.Guesses,
        _admission.TooMany, _admission.Scanners, _admission.TooManyCalls, _refusals.Locks);

    internal Task OnLoopAsync(Action work) => _loop.InvokeAsync(work);

    /// <summary>What is kept for calls, by what it is: nothing where no call is up.</summary>
    internal Task<IReadOnlyDictionary<string, int>> CountKeptAsync() => _loop.InvokeAsync(_calls.CountKept);

    /// <summary>SIP transactions alive now.</summary>
    internal Task<int> CountTransactionsAsync() => _loop.InvokeAsync(() => _stack.ActiveTransactions);

    /// <summary>SIP dialogs alive now, those of subscriptions apart.</summary>
    internal int ActiveDialogs => _agent.ActiveSessions;

    private bool IsLockExempt(string user, IPEndPoint source) => _registrar.IsRegisteredFrom(user, source) || _admission.IsTrusted(source.Address);

    private bool OnRequest(ServerTransaction transaction)
    {
        if (transaction.Request.Method == SipMethod.Register)
        {
            _registrar.OnRegister(transaction);
            return true;
        }
        if (transaction.Request.Method == SipMethod.Message)
        {
            _messages.OnMessage(transaction);
            return true;
        }
        return false;
    }
}
