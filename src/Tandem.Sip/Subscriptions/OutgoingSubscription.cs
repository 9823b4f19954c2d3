using System.Globalization;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Digest;
using Tandem.Sip.Headers;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Subscriptions;

/// <summary>
/// A subscription of ours (RFC 6665 section 4.1): refreshed by itself, and asked for anew where the notifier lost it or says that one may.
/// Belongs to the loop's thread.
/// </summary>
public sealed class OutgoingSubscription : ISubscription, IClientTransactionUser
{
    private static readonly TimeSpan LeastRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(32);

    private readonly SipUserAgent _agent;
    private readonly OutgoingSubscribe _subscribe;
    private readonly ISubscriptionHandler _handler;
    private readonly string _contact;
    private readonly LoopTimer _timer;
    private string _callId = "";
    private string _localTag = "";
    private Dialog? _dialog;
    private SipMessage? _request;
    private ClientTransaction? _transaction;
    private TimerPurpose _purpose;
    private TimeSpan _expires;
    private bool _isChallenged;
    private bool _isEnding;
    private bool _isEnded;

    internal OutgoingSubscription(SipUserAgent agent, OutgoingSubscribe subscribe, ISubscriptionHandler handler)
    {
        _agent = agent;
        _subscribe = subscribe;
        _handler = handler;
        _expires = subscribe.Expires;
        _contact = agent.ContactFor(subscribe.Flow, subscribe.From.Uri.User);
        _timer = new LoopTimer(agent.Stack.Loop, OnTimer);
        Begin();
    }

    private enum TimerPurpose
    {
        AwaitNotify,
        Refresh,
        BeginAgain,
    }

    /// <summary>What it is about.</summary>
    public EventType Event => _subscribe.Event;

    /// <summary>Where it stands; pending until the first notification.</summary>
    public SubscriptionStatus Status { get; private set; }

    /// <summary>Ends it: a SUBSCRIBE with Expires 0, whose last notification still comes. Does nothing after the end.</summary>
    public void Unsubscribe()
    {
        if (_isEnding || _isEnded)
        {
            return;
        }
        _isEnding = true;
        _expires = TimeSpan.Zero;
        if (_dialog is null && _transaction is null)
        {
            End(0, null);
        }
        else if (_transaction is null)
        {
            Refresh();
        }
    }

    void ISubscription.HandleRequest(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (request.Method != SipMethod.Notify)
        {
            _agent.RefuseMethod(transaction);
            return;
        }
        if (EventType.Of(request)?.Matches(Event) != true)
        {
            transaction.RespondOnce(request.CreateResponse(489, null, _localTag));
            return;
        }
        _dialog ??= Dialog.OfNotify(request, _localTag, _contact, _request!.CSeq!.Value.Number);
        if (request.From?.Tag != _dialog.Id.RemoteTag)
        {
            // A second notifier of a forked SUBSCRIBE is not taken (RFC 6665 4.1.4).
            transaction.RespondOnce(request.CreateResponse(481, null, _localTag));
        }
        else if (SubscriptionState.Of(request) is not { } state)
        {
            transaction.RespondOnce(request.CreateResponse(400, "Subscription-State is missing", _localTag));
        }
        else if (!_dialog.AcceptSequence(request.CSeq!.Value.Number))
        {
            transaction.Respond(500, toTag: _localTag);
        }
        else
        {
            _dialog.RefreshTarget(request);
            transaction.Respond(200, toTag: _localTag);
            OnNotify(request, state);
        }
    }

    void IClientTransactionUser.OnResponse(ClientTransaction transaction, SipMessage response)
    {
        if (transaction != _transaction || response.StatusCode < 200)
        {
            return;
        }
        _transaction = null;
        if (response.StatusCode < 300)
        {
            OnAccepted(response);
        }
        else if (_isEnded)
        {
        }
        else if (response.StatusCode is 401 or 407 && (!_isChallenged || response.IsStaleChallenge())
            && _subscribe.Credentials?.TryAnswer(response, _request!) == true)
        {
            _isChallenged = true;
            SendAgain();
        }
        else if (response.StatusCode == 423 && !_isEnding && SipMessage.ReadSeconds(response.Get(SipHeaderName.MinExpires)) is { } least
            && least > _expires.TotalSeconds && least < 86_400)
        {
            _expires = TimeSpan.FromSeconds(least);
            _request!.Set(SipHeaderName.Expires, least.ToString(CultureInfo.InvariantCulture));
            SendAgain();
        }
        else if (_dialog is not null && !_isEnding && response.StatusCode is 481 or 408)
        {
            // The notifier lost it: another dialog is begun.
            BeginLater(TimeSpan.Zero);
        }
        else
        {
            End(response.StatusCode, null);
        }
    }

    void IClientTransactionUser.OnFailure(ClientTransaction transaction, TransactionFailure failure)
    {
        if (transaction == _transaction)
        {
            _transaction = null;
            End(408, null);
        }
    }

    private void Begin()
    {
        _dialog = null;
        _isChallenged = false;
        Status = SubscriptionStatus.Pending;
        _localTag = SipStack.NewTag();
        _callId = SipStack.NewCallId();
        _agent.Add(Key, this);
        Send(_subscribe.CreateRequest(_callId, _localTag, _contact));
    }

    // Unique by our random tag: the notifier's is not known when its first NOTIFY overtakes the 200.
    private DialogId Key => new(_callId, _localTag, "");

    private void Refresh() => Send(_dialog!.CreateRequest(SipMethod.Subscribe));

    private void Send(SipMessage request)
    {
        _subscribe.Describe(request, _expires);
        _request = request;
        Transmit();
    }

    private void SendAgain()
    {
        _request!.Remove(SipHeaderName.Via);
        var sequence = _dialog?.TakeSequence() ?? _request.CSeq!.Value.Number + 1;
        _request.Set(SipHeaderName.CSeq, $"{sequence} SUBSCRIBE");
        Transmit();
    }

    private void Transmit()
    {
        var flow = _dialog is null ? _subscribe.Flow : _agent.NextFlow(_dialog, _subscribe.Flow, isBehindNat: false);
        _transaction = _agent.Stack.Send(_request!, flow, this);
        // Timer N: without a notification within 64*T1 there is no subscription (RFC 6665 4.1.2.4).
        Start(TimerPurpose.AwaitNotify, _agent.Stack.Timers.TransactionTimeout);
    }

    private void OnAccepted(SipMessage response)
    {
        if (_isEnded)
        {
            return;
        }
        _dialog ??= Dialog.OfClient(_request!, response, _contact);
        if (_isEnding && _expires == TimeSpan.Zero && _request!.Expires != 0)
        {
            // It was ended while its SUBSCRIBE was under way.
            Refresh();
        }
        else if (Status == SubscriptionStatus.Active)
        {
            ScheduleRefresh(response.Expires ?? (uint)_expires.TotalSeconds);
        }
    }

    private void OnNotify(SipMessage notify, SubscriptionState state)
    {
        Status = state.Status;
        if (state.Status != SubscriptionStatus.Terminated)
        {
            ScheduleRefresh(state.Expires ?? (uint)_expires.TotalSeconds);
            _handler.OnNotify(this, notify, state);
            return;
        }
        _timer.Stop();
        _handler.OnNotify(this, notify, state);
        if (_isEnding || _expires == TimeSpan.Zero || state.Reason is SubscriptionReason.Rejected or SubscriptionReason.NoResource or SubscriptionReason.Invariant)
        {
            End(0, state.Reason);
        }
        else
        {
            BeginLater(TimeSpan.FromSeconds(Math.Min(state.RetryAfter ?? 0, 86_400)));
        }
    }

    private void ScheduleRefresh(uint seconds)
    {
        if (_isEnding || _expires == TimeSpan.Zero)
        {
            return;
        }
        var left = TimeSpan.FromSeconds(Math.Min(seconds, 86_400));
        var margin = left / 3 < LongestMargin ? left / 3 : LongestMargin;
        Start(TimerPurpose.Refresh, left - margin > LeastRetry ? left - margin : LeastRetry);
    }

    private void BeginLater(TimeSpan delay)
    {
        _agent.Remove(Key, this);
        _dialog = null;
        // Never at once: a notifier that ends each subscription must not be kept busy by us.
        Start(TimerPurpose.BeginAgain, delay > LeastRetry ? delay : LeastRetry);
    }

    private void Start(TimerPurpose purpose, TimeSpan delay)
    {
        _purpose = purpose;
        _timer.Start(delay);
    }

    private void OnTimer()
    {
        switch (_purpose)
        {
            case TimerPurpose.Refresh when _transaction is null && _dialog is not null:
                Refresh();
                break;
            case TimerPurpose.BeginAgain:
                Begin();
                break;
            default:
                End(408, null);
                break;
        }
    }

    private void End(int statusCode, string? reason)
    {
        if (_isEnded)
        {
            return;
        }
        _isEnded = true;
        Status = SubscriptionStatus.Terminated;
        _timer.Stop();
        _agent.Remove(Key, this);
        _handler.OnEnded(this, statusCode, reason);
    }
}
