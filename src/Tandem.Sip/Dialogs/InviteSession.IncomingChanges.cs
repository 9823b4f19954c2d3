using System.Globalization;
using System.Security.Cryptography;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Dialogs;

/// <summary>Changes by the peer of a session that is there: re-INVITE (RFC 3261 14.2) and UPDATE (RFC 3311 5.2).</summary>
public sealed partial class InviteSession
{
    private ServerTransaction? _incomingChange;

    /// <summary>Accepts the peer's change: answers its re-INVITE, UPDATE or PRACK with 200.</summary>
    /// <param name="sdp">Our answer, or our offer where a re-INVITE had none.</param>
    /// <param name="configure">Adds headers of the caller's own.</param>
    public void AcceptReInvite(ReadOnlyMemory<byte> sdp, Action<SipMessage>? configure = null)
    {
        if (_incomingChange is not { } transaction)
        {
            return;
        }
        _incomingChange = null;
        var response = transaction.Request.CreateResponse(200, null, _localTag);
        _agent.AddContactAndAllow(response, _contact);
        if (transaction.Request.Method != SipMethod.Prack)
        {
            GrantTimer(transaction.Request, response);
        }
        configure?.Invoke(response);
        SetDescription(response, sdp);
        transaction.Respond(response);
        if (transaction is InviteServerTransaction reInvite)
        {
            AwaitAck(reInvite, isInitial: false);
        }
    }

    /// <summary>Refuses the peer's change; the session goes on as it was.</summary>
    /// <param name="statusCode">300 to 699, usually 488.</param>
    public void RejectReInvite(int statusCode)
    {
        var transaction = _incomingChange;
        _incomingChange = null;
        transaction?.Respond(statusCode, toTag: _localTag);
    }

    private void OnReInvite(InviteServerTransaction transaction)
    {
        if (State != SessionState.Established || _incomingChange is not null || _pendingAnswer is not null)
        {
            // RFC 3261 14.2: an earlier INVITE of the peer is not finished.
            RespondRetryLater(transaction);
        }
        else if (_change is { IsOffer: true })
        {
            transaction.Respond(491, toTag: _localTag);
        }
        else if (!RefusesInterval(transaction))
        {
            transaction.Cancelled = _ => RejectReInvite(487);
            BeginIncomingChange(transaction);
        }
    }

    private void OnUpdate(ServerTransaction transaction)
    {
        var request = transaction.Request;
        var isOffer = !request.Body.IsEmpty;
        if (isOffer && _change is { IsOffer: true })
        {
            transaction.Respond(491, toTag: _localTag);
        }
        else if (isOffer && (_incomingChange is not null || !(_isAgreed || State == SessionState.Established)))
        {
            // RFC 3311 5.2: an earlier offer has no answer yet.
            RespondRetryLater(transaction);
        }
        else if (RefusesInterval(transaction))
        {
        }
        else if (isOffer)
        {
            BeginIncomingChange(transaction);
        }
        else
        {
            Dialog!.RefreshTarget(request);
            var response = request.CreateResponse(200, null, _localTag);
            _agent.AddContactAndAllow(response, _contact);
            if (State == SessionState.Established)
            {
                GrantTimer(request, response);
            }
            Handler?.OnUpdated(this, request);
            transaction.Respond(response);
        }
    }

    private void BeginIncomingChange(ServerTransaction transaction)
    {
        Dialog!.RefreshTarget(transaction.Request);
        _incomingChange = transaction;
        Handler?.OnReInvite(this, transaction.Request);
    }

    private void RespondRetryLater(ServerTransaction transaction)
    {
        var busy = transaction.Request.CreateResponse(500, null, _localTag);
        busy.Add(SipHeaderName.RetryAfter, RandomNumberGenerator.GetInt32(0, 11).ToString(CultureInfo.InvariantCulture));
        transaction.Respond(busy);
    }
}
