using Tandem.Sip.Digest;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Dialogs;

public sealed partial class InviteSession
{
    private bool _byeAfterAck;
    private bool _isByeChallenged;
    private string? _byeReason;

    internal void HandleRequest(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (!Dialog!.AcceptSequence(request.CSeq!.Value.Number))
        {
            transaction.Respond(500);
            return;
        }
        if (Flow.Transport.Protocol.IsReliable() && transaction.Flow.Transport.Protocol.IsReliable())
        {
            // The peer may have connected anew.
            Flow = transaction.Flow;
            _answered?.Flow = Flow;
        }
        if (request.Method == SipMethod.Bye)
        {
            OnBye(transaction);
        }
        else if (State == SessionState.Ended)
        {
            transaction.Respond(481);
        }
        else if (_agent.MissingExtension(request) is { } missing)
        {
            SipUserAgent.RefuseExtension(transaction, missing, _localTag);
        }
        else if (transaction is InviteServerTransaction reInvite)
        {
            OnReInvite(reInvite);
        }
        else if (request.Method == SipMethod.Prack)
        {
            OnPrack(transaction);
        }
        else if (request.Method == SipMethod.Update)
        {
            OnUpdate(transaction);
        }
        else if (request.Method == SipMethod.Options)
        {
            _agent.RespondToOptions(transaction);
        }
        else if (request.Method == SipMethod.Refer)
        {
            OnRefer(transaction);
        }
        else if (request.Method == SipMethod.Notify && TakesNotify(transaction))
        {
        }
        else if (Handler?.OnRequest(this, transaction) != true)
        {
            _agent.RefuseMethod(transaction);
        }
    }

    private void OnBye(ServerTransaction transaction)
    {
        var bye = transaction.Request;
        transaction.Respond(200);
        if (State == SessionState.Ended)
        {
            return;
        }
        if (State != SessionState.Established)
        {
            // A caller may end an early dialog by BYE (RFC 3261 15); its INVITE still needs a final response.
            RespondFailureToInvite(487);
        }
        RejectReInvite(487);
        ClearPendingAnswer();
        End(new SessionEnd(SessionEndKind.RemoteBye, 0, bye));
    }

    private void RespondFailureToInvite(int statusCode)
    {
        if (IsIncoming)
        {
            RespondFailure(statusCode, reason: null, configure: null);
        }
    }

    private void OnInDialogResponse(ClientTransaction transaction, SipMessage response)
    {
        if (_change is { } change && transaction == change.Transaction)
        {
            OnChangeResponse(change, response);
        }
        else if (transaction.Request.Method == SipMethod.Invite)
        {
            ResendChangeAck(transaction.Request.CSeq!.Value.Number, response);
        }
        else if (transaction.Request.Method == SipMethod.Bye && response.StatusCode is 401 or 407 && !_isByeChallenged
            && Credentials?.TryAnswer(response, transaction.Request) == true)
        {
            _isByeChallenged = true;
            var bye = transaction.Request;
            bye.Remove(SipHeaderName.Via);
            bye.Set(SipHeaderName.CSeq, $"{Dialog!.TakeSequence()} BYE");
            _agent.Stack.Send(bye, NextFlow(), this);
        }
    }

    private void OnInDialogFailure(ClientTransaction transaction, TransactionFailure failure)
    {
        if (_change is { } change && transaction == change.Transaction)
        {
            change.Transaction = null;
            if (State == SessionState.Established)
            {
                SendBye(null);
                End(new SessionEnd(SessionEndKind.Timeout, 408, null));
            }
        }
        else if (transaction.Request.Method == SipMethod.Bye && failure == TransactionFailure.TransportError && NextFlow() != transaction.Flow)
        {
            // The connection broke under it: the peer may listen where its Contact says.
            _agent.Stack.Send(CreateBye(_byeReason), NextFlow(), IgnoreOutcome.Instance);
        }
    }

    private void HangupEstablished(string? reason)
    {
        _byeReason = reason;
        RejectReInvite(487);
        if (_pendingAnswer is { IsInitial: true })
        {
            // RFC 3261 15: the callee's BYE waits for the ACK of its 2xx.
            _byeAfterAck = true;
        }
        else if (IsIncoming || _answered is not null)
        {
            ClearPendingAnswer();
            SendBye(reason);
        }
    }

    private void SendBye(string? reason)
    {
        _byeReason = reason;
        _agent.Stack.Send(CreateBye(reason), NextFlow(), this);
    }

    private SipMessage CreateBye(string? reason)
    {
        var bye = Dialog!.CreateRequest(SipMethod.Bye);
        if (reason is not null)
        {
            bye.Add("Reason", reason);
        }
        return bye;
    }

    private SipFlow NextFlow() => NextFlow(Dialog!);

    private SipFlow NextFlow(Dialog dialog) => _agent.NextFlow(dialog, Flow, _isBehindNat);
}
