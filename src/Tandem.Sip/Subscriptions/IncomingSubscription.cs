using System.Globalization;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Headers;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Subscriptions;

/// <summary>
/// A subscription of a peer, which we notify (RFC 6665 section 4.2). Belongs to the loop's thread. Its user says by <see cref="Changed"/> that
/// there is news; what the news are is asked for when they can be sent, so that a burst of changes is one notification.
/// </summary>
public sealed class IncomingSubscription : ISubscription, IClientTransactionUser
{
    private readonly SipUserAgent _agent;
    private readonly string _localTag;
    private readonly string _contact;
    private readonly bool _isBehindNat;
    private readonly Dialog _dialog;
    private readonly LoopTimer _expiry;
    private readonly LoopTimer _pause;
    private ServerTransaction? _transaction;
    private Func<uint, EventBody>? _state;
    private ClientTransaction? _notification;
    private long _expiresAt;
    private uint _version;
    private bool _isChanged;

    internal IncomingSubscription(SipUserAgent agent, ServerTransaction transaction, EventType eventType)
    {
        _agent = agent;
        _transaction = transaction;
        _localTag = SipStack.NewTag();
        Subscribe = transaction.Request;
        Event = eventType;
        Flow = transaction.Flow;
        _isBehindNat = NatDetection.IsBehindNat(Subscribe);
        _contact = agent.ContactFor(Flow, Subscribe.RequestUri!.User);
        _dialog = Dialog.OfServer(Subscribe, _localTag, _contact);
        _expiry = new LoopTimer(agent.Stack.Loop, () => Terminate(SubscriptionReason.Timeout));
        _pause = new LoopTimer(agent.Stack.Loop, SendIfChanged);
    }

    /// <summary>The SUBSCRIBE that began it.</summary>
    public SipMessage Subscribe { get; }

    /// <summary>What it is about.</summary>
    public EventType Event { get; }

    /// <summary>The way to the subscriber.</summary>
    public SipFlow Flow { get; private set; }

    /// <summary>Where it stands; <see cref="SubscriptionStatus.Pending"/> until it is accepted.</summary>
    public SubscriptionStatus Status { get; private set; }

    /// <summary>Called once when it is over, whoever ended it; not for one that was refused.</summary>
    public Action<IncomingSubscription>? Ended { get; set; }

    private NotifierOptions Options => _agent.Notifier;

    private uint Left => (uint)Math.Max(0, Math.Ceiling(TimeSpan.FromTicks(_expiresAt - Now).TotalSeconds));

    private long Now => _agent.Stack.Loop.TimeProvider.GetUtcNow().UtcTicks;

    /// <summary>Accepts it with 200 and sends the first notification, as each refresh does.</summary>
    /// <param name="state">Gives what a notification tells; its argument counts the notifications of this subscription from 0.</param>
    /// <param name="isPending">Whether it waits for somebody's consent: <see cref="Activate"/> ends that.</param>
    public void Accept(Func<uint, EventBody> state, bool isPending = false)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (_state is not null || _transaction is not { } transaction)
        {
            return;
        }
        _state = state;
        Status = isPending ? SubscriptionStatus.Pending : SubscriptionStatus.Active;
        _agent.Add(_dialog.Id, this);
        Grant(transaction);
    }

    /// <summary>Refuses it.</summary>
    /// <param name="statusCode">300 to 699, for example 403.</param>
    /// <param name="configure">Adds headers to the response; null adds none.</param>
    public void Reject(int statusCode, Action<SipMessage>? configure = null)
    {
        if (_state is null)
        {
            var response = Subscribe.CreateResponse(statusCode, null, _localTag);
            configure?.Invoke(response);
            _transaction?.RespondOnce(response);
            _transaction = null;
            Status = SubscriptionStatus.Terminated;
        }
    }

    /// <summary>Ends the waiting for consent.</summary>
    public void Activate()
    {
        if (Status == SubscriptionStatus.Pending && _state is not null)
        {
            Status = SubscriptionStatus.Active;
            Changed();
        }
    }

    /// <summary>There is news: a notification goes out as soon as the last one is answered and <see cref="NotifierOptions.MinInterval"/> is over.</summary>
    public void Changed()
    {
        _isChanged = true;
        SendIfChanged();
    }

    /// <summary>Ends it with a last notification. Does nothing after the end.</summary>
    /// <param name="reason">One of <see cref="SubscriptionReason"/>.</param>
    /// <param name="retryAfter">Seconds after which the subscriber may come again; null to say nothing.</param>
    public void Terminate(string reason, uint? retryAfter = null)
    {
        if (_state is null || Status == SubscriptionStatus.Terminated)
        {
            return;
        }
        Status = SubscriptionStatus.Terminated;
        Notify(new SubscriptionState(SubscriptionStatus.Terminated) { Reason = reason, RetryAfter = retryAfter });
        End();
    }

    void ISubscription.HandleRequest(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (request.From?.Tag is { } tag && tag != _dialog.Id.RemoteTag)
        {
            transaction.RespondOnce(request.CreateResponse(481, null, _localTag));
        }
        else if (!_dialog.AcceptSequence(request.CSeq!.Value.Number))
        {
            transaction.Respond(500, toTag: _localTag);
        }
        else if (request.Method != SipMethod.Subscribe)
        {
            _agent.RefuseMethod(transaction);
        }
        else if (EventType.Of(request)?.Matches(Event) != true)
        {
            transaction.RespondOnce(request.CreateResponse(481, null, _localTag));
        }
        else if (!_agent.RefusesExpires(transaction))
        {
            Flow = transaction.Flow;
            _dialog.RefreshTarget(request);
            Grant(transaction);
        }
    }

    void IClientTransactionUser.OnResponse(ClientTransaction transaction, SipMessage response)
    {
        if (transaction != _notification || response.StatusCode < 200)
        {
            return;
        }
        _notification = null;
        if (response.StatusCode >= 300 && !response.Contains(SipHeaderName.RetryAfter))
        {
            // RFC 6665 4.2.2: the subscriber knows nothing of it, or cannot be told.
            Lose();
            return;
        }
        SendIfChanged();
    }

    void IClientTransactionUser.OnFailure(ClientTransaction transaction, TransactionFailure failure)
    {
        if (transaction == _notification)
        {
            _notification = null;
            Lose();
        }
    }

    private void Grant(ServerTransaction transaction)
    {
        var asked = transaction.Request.Expires ?? uint.MaxValue;
        var granted = Math.Min(asked, (uint)Options.MaxExpires.TotalSeconds);
        _expiresAt = Now + TimeSpan.FromSeconds(granted).Ticks;
        var response = transaction.Request.CreateResponse(200, null, _localTag);
        response.Add(SipHeaderName.Contact, _contact);
        response.Add(SipHeaderName.Expires, granted.ToString(CultureInfo.InvariantCulture));
        transaction.Respond(response);
        _transaction = null;
        if (granted == 0)
        {
            Terminate(SubscriptionReason.Timeout);
            return;
        }
        _expiry.Start(TimeSpan.FromSeconds(granted));
        _isChanged = true;
        Send();
    }

    private void SendIfChanged()
    {
        if (_isChanged && _notification is null && !_pause.IsRunning && _state is not null && Status != SubscriptionStatus.Terminated)
        {
            Send();
        }
    }

    private void Send()
    {
        _isChanged = false;
        _pause.Start(Options.MinInterval);
        Notify(new SubscriptionState(Status) { Expires = Left });
    }

    private void Notify(SubscriptionState state)
    {
        var notify = _dialog.CreateRequest(SipMethod.Notify);
        notify.Add(SipHeaderName.Event, Event.ToString());
        notify.Add(SipHeaderName.SubscriptionState, state.ToString());
        var body = _state!(_version++);
        if (!body.Content.IsEmpty)
        {
            notify.SetBody(body.ContentType, body.Content);
        }
        _notification = _agent.Stack.Send(notify, _agent.NextFlow(_dialog, Flow, _isBehindNat), this);
    }

    private void Lose()
    {
        if (Status != SubscriptionStatus.Terminated)
        {
            Status = SubscriptionStatus.Terminated;
            End();
        }
    }

    private void End()
    {
        _expiry.Stop();
        _pause.Stop();
        _agent.Remove(_dialog.Id, this);
        var ended = Ended;
        Ended = null;
        ended?.Invoke(this);
    }
}
