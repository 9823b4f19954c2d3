using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Referrals;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Dialogs;

public sealed partial class SipUserAgent
{
    /// <summary>Gets each REFER outside a call: click to dial of phones (RFC 3515). Null refuses them with 405.</summary>
    public Action<IncomingReferral>? ReferReceived { get; set; }

    /// <summary>
    /// Whether an INVITE may replace a call of ours (RFC 3891): its user then finds it in <see cref="InviteSession.Replaces"/>, and asks itself
    /// whether the caller is allowed to. Default false.
    /// </summary>
    public bool AcceptsReplaces { get; init; }

    /// <summary>The target of a REFER; null where it was refused for having none or several (RFC 3515 2.4.1).</summary>
    internal NameAddress? ReferToOf(ServerTransaction transaction, string localTag)
    {
        var request = transaction.Request;
        if (request.GetAll(SipHeaderName.ReferTo).Count == 1 && request.GetAddresses(SipHeaderName.ReferTo) is [var referTo])
        {
            return referTo;
        }
        transaction.RespondOnce(request.CreateResponse(400, "Exactly one Refer-To is needed", localTag));
        return null;
    }

    private void OnRefer(ServerTransaction transaction)
    {
        var localTag = SipStack.NewTag();
        if (ReferToOf(transaction, localTag) is not { } referTo)
        {
            return;
        }
        var flow = transaction.Flow;
        var isBehindNat = NatDetection.IsBehindNat(transaction.Request);
        var dialog = Dialog.OfServer(transaction.Request, localTag, ContactFor(flow, transaction.Request.RequestUri!.User));
        ReferReceived!(new IncomingReferral(
            this, transaction, referTo, localTag, isFirst: true, dialog.CreateRequest,
            request => Stack.Send(request, NextFlow(dialog, flow, isBehindNat), IgnoreOutcome.Instance)));
    }

    /// <summary>Which call an INVITE replaces; false where it was refused (RFC 3891 3).</summary>
    private bool TryFindReplaced(InviteServerTransaction transaction, out InviteSession? replaced)
    {
        replaced = null;
        var invite = transaction.Request;
        if (!AcceptsReplaces || !invite.Contains(SipHeaderName.Replaces))
        {
            return true;
        }
        var refusal = 0;
        if (invite.GetAll(SipHeaderName.Replaces) is not [var text] || Headers.Replaces.Parse(System.Text.Encoding.UTF8.GetBytes(text)) is not { } replaces)
        {
            refusal = 400;
        }
        else if (!_sessions.TryGetValue(replaces.Dialog, out replaced))
        {
            refusal = 481;
        }
        else
        {
            refusal = replaced.State switch
            {
                SessionState.Ended => 603,
                SessionState.Established => replaces.EarlyOnly ? 486 : 0,
                // An early call that the other side began rings here: only we could answer it.
                _ => replaced.IsIncoming ? 481 : 0,
            };
        }
        if (refusal == 0)
        {
            return true;
        }
        transaction.RespondOnce(invite.CreateResponse(refusal, null, SipStack.NewTag()));
        return false;
    }
}
