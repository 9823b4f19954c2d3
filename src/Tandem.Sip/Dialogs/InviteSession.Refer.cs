using Tandem.Sip.Digest;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Referrals;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Dialogs;

/// <summary>Transfers: REFER both ways with the subscription that it implies (RFC 3515), and Replaces (RFC 3891).</summary>
public sealed partial class InviteSession
{
    private List<OutgoingReferral>? _referrals;
    private bool _wasReferred;

    /// <summary>
    /// The session in whose place this incoming one comes (RFC 3891); null where the INVITE replaces none. <see cref="Accept"/> ends the replaced
    /// one.
    /// </summary>
    public InviteSession? Replaces { get; internal init; }

    /// <summary>Asks the peer to call somebody (RFC 3515): with a Replaces header in the address it is an attended transfer, see <see cref="Transfer"/>.</summary>
    /// <param name="referTo">Whom to call.</param>
    /// <param name="handler">Hears what becomes of it, never within this call.</param>
    /// <param name="configure">Adds headers of the caller's own, for example Referred-By (RFC 3892).</param>
    /// <returns>The referral; null where the session is not established.</returns>
    public OutgoingReferral? Refer(NameAddress referTo, IReferralHandler handler, Action<SipMessage>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(referTo);
        ArgumentNullException.ThrowIfNull(handler);
        if (State != SessionState.Established)
        {
            return null;
        }
        var refer = Dialog!.CreateRequest(SipMethod.Refer);
        refer.Add(SipHeaderName.ReferTo, referTo.ToString());
        configure?.Invoke(refer);
        OutgoingReferral referral = null!;
        referral = new OutgoingReferral(referTo, refer.CSeq!.Value.Number, handler, ended => _referrals?.Remove(ended), challenge => ReferAgain(refer, challenge, referral));
        (_referrals ??= []).Add(referral);
        _agent.Stack.Send(refer, NextFlow(), referral);
        return referral;
    }

    /// <summary>Asks the peer to take over another call of ours: an attended transfer (RFC 5589 7).</summary>
    /// <param name="other">Our call with whom it is transferred to.</param>
    /// <param name="handler">Hears what becomes of it, never within this call.</param>
    /// <param name="configure">Adds headers of the caller's own, for example Referred-By (RFC 3892).</param>
    /// <returns>The referral; null where one of the two has no dialog.</returns>
    public OutgoingReferral? Transfer(InviteSession other, IReferralHandler handler, Action<SipMessage>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Dialog is not { } dialog)
        {
            return null;
        }
        var target = dialog.RemoteTarget;
        var replaces = Headers.Replaces.Of(dialog.Id).ToString();
        return Refer(new NameAddress(target.WithHeaders(target.Headers.Set("Replaces", replaces))), handler, configure);
    }

    private uint? ReferAgain(SipMessage refer, SipMessage challenge, OutgoingReferral referral)
    {
        if (State != SessionState.Established || Credentials?.TryAnswer(challenge, refer) != true)
        {
            return null;
        }
        var sequence = Dialog!.TakeSequence();
        refer.Remove(SipHeaderName.Via);
        refer.Set(SipHeaderName.CSeq, $"{sequence} {SipMethod.Refer}");
        _agent.Stack.Send(refer, NextFlow(), referral);
        return sequence;
    }

    private void OnRefer(ServerTransaction transaction)
    {
        if (_agent.ReferToOf(transaction, _localTag) is not { } referTo)
        {
            return;
        }
        var referral = new IncomingReferral(
            _agent, transaction, referTo, _localTag, isFirst: !_wasReferred, Dialog!.CreateRequest,
            request => _agent.Stack.Send(request, NextFlow(), IgnoreOutcome.Instance));
        _wasReferred = true;
        if (Handler?.OnRefer(this, referral) != true)
        {
            _agent.RefuseMethod(transaction);
        }
    }

    private bool TakesNotify(ServerTransaction transaction)
    {
        var notify = transaction.Request;
        if (EventType.Of(notify) is not { } eventType || !string.Equals(eventType.Package, "refer", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }
        if (_referrals?.Find(referral => referral.Owns(eventType)) is not { } referral)
        {
            transaction.RespondOnce(notify.CreateResponse(481, null, _localTag));
            return true;
        }
        transaction.Respond(200, toTag: _localTag);
        referral.OnNotify(notify);
        return true;
    }

    private void EndReferrals()
    {
        foreach (var referral in _referrals?.ToArray() ?? [])
        {
            referral.End();
        }
    }
}
