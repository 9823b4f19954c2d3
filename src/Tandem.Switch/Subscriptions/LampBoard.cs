using Tandem.Sip.Bodies;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Headers;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Subscriptions;
using Tandem.Switch.Admission;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Subscriptions;

/// <summary>
/// Serves lamps, presence and message waiting from the model: who may watch what, and who is told when. Watchers of an extension share each
/// document, and are told in batches between which other signalling has its turn; without any watcher the model is not followed. Belongs to
/// the signalling loop.
/// </summary>
internal sealed partial class LampBoard
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly Dictionary<string, WatchedExtension> _extensions = [];
    private readonly Dictionary<string, int> _watchers = [];
    private readonly Queue<Lamp> _due = [];
    private readonly RequestAuthenticator _authenticator;
    private readonly ICredentialSource _accounts;
    private readonly DomainTable _domains;
    private readonly Refusals _refusals;
    private readonly SubscriptionOptions _options;
    private readonly LoopTimer _next;
    private int _count;

    public LampBoard(
        SipUserAgent agent, RequestAuthenticator authenticator, ICredentialSource accounts, DomainTable domains, Pbx.State.PbxState state, Calls.CallManager calls,
        Refusals refusals, SubscriptionOptions options)
    {
        _authenticator = authenticator;
        _accounts = accounts;
        _domains = domains;
        _refusals = refusals;
        _options = options;
        _state = state;
        _calls = calls;
        _view = new LampView(state, calls.Find);
        _next = new LoopTimer(agent.Stack.Loop, TellSome);
        agent.SubscriptionReceived = OnSubscription;
    }

    /// <summary>Subscriptions that live; readable from any thread.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>What the model says, as documents.</summary>
    public LampView View => _view;

    /// <summary>What is granted to watchers.</summary>
    public static NotifierOptions Notifier(SubscriptionOptions options) => new()
    {
        Packages = [.. LampView.Packages.Keys],
        MinExpires = options.MinExpires,
        MaxExpires = options.MaxExpires,
        MaxSubscriptions = options.Max,
    };

    /// <summary>Whether somebody watches the messages of a user as its own phones do.</summary>
    /// <param name="key">The user.</param>
    public bool IsToldMessages(string key) =>
        _extensions.TryGetValue(key, out var extension) && extension.Lamps.Exists(lamp => lamp.Package == MessageSummary.Package && lamp.Watcher == key);

    /// <summary>Ends what an account that is gone watched, and what others watched of it.</summary>
    public void Forget(string key)
    {
        foreach (var lamp in _extensions.Values.SelectMany(extension => extension.Lamps).ToArray())
        {
            if (lamp.Extension.Key == key || lamp.Watcher == key)
            {
                lamp.Subscription.Terminate(lamp.Watcher == key ? SubscriptionReason.Rejected : SubscriptionReason.NoResource);
            }
        }
    }

    private async void OnSubscription(IncomingSubscription subscription)
    {
        try
        {
            await TakeAsync(subscription);
        }
        catch (Exception exception)
        {
            _refusals.OnRequestFailed(exception, SipMethod.Subscribe, subscription.Flow.Remote);
            subscription.Reject(500);
        }
    }

    private async Task TakeAsync(IncomingSubscription subscription)
    {
        var request = subscription.Subscribe;
        if (await _authenticator.AdmitAsync(request, subscription.Flow.Remote, 401, subscription.Reject) is not { } watcher)
        {
            return;
        }
        // What is no other domain's host is the exchange, by whatever name: the watcher means its own domain.
        var home = _domains.Named(watcher.Domain) ?? _domains.Default;
        var address = request.RequestUri!;
        var domain = _domains.Find(address.Host) ?? home;
        var account = domain == home && address.User is { } user ? await _domains.FindAsync(_accounts, user, domain, CancellationToken.None) : null;
        var (package, type) = LampView.Packages.First(known => string.Equals(known.Key, subscription.Event.Package, StringComparison.OrdinalIgnoreCase));
        var key = _domains.KeyOf(watcher);
        if (account is null)
        {
            subscription.Reject(404);
        }
        else if (!Accepts(request, type))
        {
            subscription.Reject(406, response => response.Add(SipHeaderName.Accept, type));
        }
        else if (_watchers.GetValueOrDefault(key) >= _options.MaxPerUser)
        {
            subscription.Reject(403);
        }
        else
        {
            Add(subscription, package, _domains.KeyOf(account), new SipUri(address.Host, address.User, address.Port), key);
        }
    }

    private void Add(IncomingSubscription subscription, string package, string key, SipUri address, string watcher)
    {
        Follow();
        if (!_extensions.TryGetValue(key, out var extension))
        {
            _extensions.Add(key, extension = new WatchedExtension(key, _view.Make));
            extension.Channels.AddRange(_owners.Where(owned => owned.Value == key).Select(owned => owned.Key).Order(StringComparer.Ordinal));
        }
        var lamp = new Lamp(subscription, package, extension, address, watcher);
        extension.Lamps.Add(lamp);
        _watchers[watcher] = _watchers.GetValueOrDefault(watcher) + 1;
        Interlocked.Increment(ref _count);
        subscription.Ended = _ => Remove(lamp);
        subscription.Accept(lamp.Tell);
    }

    private void Remove(Lamp lamp)
    {
        var extension = lamp.Extension;
        extension.Lamps.Remove(lamp);
        if (extension.Lamps.Count == 0)
        {
            _extensions.Remove(extension.Key);
        }
        if (--_watchers[lamp.Watcher] == 0)
        {
            _watchers.Remove(lamp.Watcher);
        }
        if (Interlocked.Decrement(ref _count) == 0)
        {
            Unfollow();
        }
    }

    private void Change(WatchedExtension extension, Func<string, bool> concerns)
    {
        extension.Change();
        foreach (var lamp in extension.Lamps)
        {
            if (!lamp.IsQueued && concerns(lamp.Package))
            {
                lamp.IsQueued = true;
                _due.Enqueue(lamp);
            }
        }
        if (_due.Count > 0 && !_next.IsRunning)
        {
            _next.Start(TimeSpan.Zero);
        }
    }

    // A subscription of which the last notification is not answered, or not a second old, tells this change with the next.
    private void TellSome()
    {
        for (var left = _options.NotificationsAtOnce; left > 0 && _due.TryDequeue(out var lamp); left--)
        {
            lamp.IsQueued = false;
            lamp.Subscription.Changed();
        }
        if (_due.Count > 0)
        {
            _next.Start(Pause);
        }
    }

    private static bool Accepts(SipMessage request, string type)
    {
        var accepted = request.GetAll(SipHeaderName.Accept).SelectMany(value => value.Split(',')).Select(value => value.Split(';')[0].Trim()).ToArray();
        return accepted.Length == 0 || accepted.Any(value => value is "*/*" or "application/*" || string.Equals(value, type, StringComparison.OrdinalIgnoreCase));
    }
}
