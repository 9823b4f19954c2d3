using System.Globalization;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Subscriptions;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Dialogs;

public sealed partial class SipUserAgent
{
    // By Call-ID and our tag, which is random; the remote tag is left out, as a NOTIFY may come before the 200 names it.
    private readonly Dictionary<DialogId, ISubscription> _subscriptions = [];

    private string? _allowEvents;

    /// <summary>What is granted to subscribers; without packages every subscription is refused with 489.</summary>
    public NotifierOptions Notifier { get; init; } = new();

    /// <summary>Gets each new subscription to a package of <see cref="Notifier"/>: accept or reject it, now or later. Null refuses them with 489.</summary>
    public Action<IncomingSubscription>? SubscriptionReceived { get; set; }

    /// <summary>Subscriptions of both sides that live; 0 when everything is at rest.</summary>
    public int ActiveSubscriptions => _subscriptions.Count;

    /// <summary>Subscribes to a peer's events (RFC 6665).</summary>
    /// <param name="subscribe">The subscription.</param>
    /// <param name="handler">Hears what becomes of it, never within this call.</param>
    public OutgoingSubscription Subscribe(OutgoingSubscribe subscribe, ISubscriptionHandler handler)
    {
        ArgumentNullException.ThrowIfNull(subscribe);
        ArgumentNullException.ThrowIfNull(handler);
        return new OutgoingSubscription(this, subscribe, handler);
    }

    internal void Add(DialogId id, ISubscription subscription) => _subscriptions[id with { RemoteTag = "" }] = subscription;

    internal void Remove(DialogId id, ISubscription subscription)
    {
        var key = id with { RemoteTag = "" };
        if (_subscriptions.TryGetValue(key, out var current) && current == subscription)
        {
            _subscriptions.Remove(key);
        }
    }

    /// <summary>Refuses a subscription that is too short with 423 (RFC 6665 4.2.1.1).</summary>
    internal bool RefusesExpires(ServerTransaction transaction)
    {
        if (transaction.Request.Expires is not { } asked || asked == 0 || asked >= Notifier.MinExpires.TotalSeconds)
        {
            return false;
        }
        var response = transaction.Request.CreateResponse(423, null, SipStack.NewTag());
        response.Add(SipHeaderName.MinExpires, ((uint)Notifier.MinExpires.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        transaction.RespondOnce(response);
        return true;
    }

    /// <summary>Says which events can be subscribed to (RFC 6665 8.2.2).</summary>
    private void AddAllowEvents(SipMessage message)
    {
        if (Notifier.Packages.Count > 0)
        {
            message.Add(SipHeaderName.AllowEvents, _allowEvents ??= string.Join(", ", Notifier.Packages));
        }
    }

    private ISubscription? FindSubscription(SipMessage request, string localTag) =>
        _subscriptions.GetValueOrDefault(new DialogId(request.CallId!, localTag, ""));

    private void OnSubscribe(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (EventType.Of(request) is not { } eventType || SubscriptionReceived is not { } received
            || !Notifier.Packages.Contains(eventType.Package, StringComparer.OrdinalIgnoreCase))
        {
            var response = request.CreateResponse(489, null, SipStack.NewTag());
            AddAllowEvents(response);
            transaction.RespondOnce(response);
        }
        else if (_subscriptions.Count >= Notifier.MaxSubscriptions)
        {
            transaction.RespondOnce(request.CreateResponse(503, null, SipStack.NewTag()));
        }
        else if (!RefusesExpires(transaction))
        {
            received(new IncomingSubscription(this, transaction, eventType));
        }
    }
}
