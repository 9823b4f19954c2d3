using Tandem.Sip.Bodies;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Headers;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Referrals;

/// <summary>
/// A REFER of a peer: it wants us to call somebody, and to hear how that goes (RFC 3515). Belongs to the loop's thread. Within a call it is a
/// transfer: blind, or attended where <see cref="Replaces"/> names the other call (RFC 5589).
/// </summary>
public sealed class IncomingReferral
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(180);

    private readonly SipUserAgent _agent;
    private readonly ServerTransaction _transaction;
    private readonly Func<SipMethod, SipMessage> _createRequest;
    private readonly Action<SipMessage> _send;
    private readonly string _localTag;
    private readonly EventType _event;
    private LoopTimer? _expiry;
    private bool _isAnswered;
    private bool _isOver;

    internal IncomingReferral(
        SipUserAgent agent, ServerTransaction transaction, NameAddress referTo, string localTag, bool isFirst, Func<SipMethod, SipMessage> createRequest, Action<SipMessage> send)
    {
        _agent = agent;
        _transaction = transaction;
        _createRequest = createRequest;
        _send = send;
        _localTag = localTag;
        Request = transaction.Request;
        ReferTo = referTo;
        // RFC 3515 2.4.6: the first may go without an id, and there are phones that only take that.
        _event = new EventType("refer", isFirst ? null : transaction.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The REFER.</summary>
    public SipMessage Request { get; }

    /// <summary>Whom to call.</summary>
    public NameAddress ReferTo { get; }

    /// <summary>The method to send there: INVITE where the REFER names none.</summary>
    public SipMethod Method => ReferTo.Uri.Parameters["method"] is { } name && SipMethod.TryParse(System.Text.Encoding.UTF8.GetBytes(name), out var method) ? method : SipMethod.Invite;

    /// <summary>The call that the new one replaces: an attended transfer; null for a blind one.</summary>
    public Replaces? Replaces => Replaces.Of(ReferTo);

    /// <summary>Who says that it refers (RFC 3892), to be passed on in the new INVITE; null where the REFER does not say.</summary>
    public NameAddress? ReferredBy => Request.GetAddresses(SipHeaderName.ReferredBy).FirstOrDefault();

    /// <summary>Whether the peer wants to hear how it goes: it does unless it says <c>Refer-Sub: false</c> (RFC 4488).</summary>
    public bool WantsProgress => !string.Equals(Request.Get("Refer-Sub")?.Split(';')[0].Trim(), "false", StringComparison.OrdinalIgnoreCase);

    /// <summary>Accepts it with 202 and tells the peer that it is being tried.</summary>
    public void Accept()
    {
        if (_isAnswered)
        {
            return;
        }
        _isAnswered = true;
        var response = Request.CreateResponse(202, null, _localTag);
        if (!WantsProgress)
        {
            response.Add("Refer-Sub", "false");
            _isOver = true;
        }
        _transaction.Respond(response);
        if (!_isOver)
        {
            _expiry = new LoopTimer(_agent.Stack.Loop, () => Notify(SipFragment.Of(408), SubscriptionReason.Timeout));
            _expiry.Start(Lifetime);
            Notify(100);
        }
    }

    /// <summary>Refuses it.</summary>
    /// <param name="statusCode">300 to 699, for example 603.</param>
    /// <param name="configure">Adds headers of the caller's own, for example a challenge.</param>
    public void Reject(int statusCode, Action<SipMessage>? configure = null)
    {
        if (!_isAnswered)
        {
            _isAnswered = true;
            _isOver = true;
            var response = Request.CreateResponse(statusCode, null, _localTag);
            configure?.Invoke(response);
            _transaction.Respond(response);
        }
    }

    /// <summary>Tells how the new call goes. A final status is the last that is told; does nothing after it.</summary>
    /// <param name="statusCode">The status of the new INVITE: 100 to 699.</param>
    public void Notify(int statusCode) => Notify(SipFragment.Of(statusCode), statusCode >= 200 ? SubscriptionReason.NoResource : null);

    private void Notify(SipFragment fragment, string? endReason)
    {
        if (!_isAnswered || _isOver)
        {
            return;
        }
        _isOver = endReason is not null;
        var state = _isOver
            ? new SubscriptionState(SubscriptionStatus.Terminated) { Reason = endReason }
            : new SubscriptionState(SubscriptionStatus.Active) { Expires = (uint)Lifetime.TotalSeconds };
        var notify = _createRequest(SipMethod.Notify);
        notify.Add(SipHeaderName.Event, _event.ToString());
        notify.Add(SipHeaderName.SubscriptionState, state.ToString());
        notify.SetBody(SipFragment.ContentType, fragment.ToBytes());
        if (_isOver)
        {
            _expiry?.Stop();
        }
        _send(notify);
    }
}
