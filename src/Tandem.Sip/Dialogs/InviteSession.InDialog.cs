using System.Net;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Dialogs;

public sealed partial class InviteSession
{
    private InviteServerTransaction? _incomingReInvite;
    private ClientTransaction? _outgoingReInvite;
    private byte[]? _reInviteAck;
    private LoopTimer? _glareTimer;
    private ReadOnlyMemory<byte> _reInviteSdp;
    private bool _byeAfterAck;
    private string? _byeReason;

    /// <summary>
    /// Offers a change of an established session. The outcome comes as <see cref="IInviteSessionHandler.OnReInviteAnswered"/>; a glare (491) is
    /// tried again by itself (RFC 3261 14.1).
    /// </summary>
    /// <param name="sdp">The offer.</param>
    /// <returns>False where the session is not established or another change is under way.</returns>
    public bool ReInvite(ReadOnlyMemory<byte> sdp)
    {
        if (State != SessionState.Established || _outgoingReInvite is not null || _incomingReInvite is not null || _pendingAnswer is not null
            || _glareTimer is { IsRunning: true })
        {
            return false;
        }
        _reInviteSdp = sdp;
        SendReInvite();
        return true;
    }

    /// <summary>Answers the peer's re-INVITE with 200.</summary>
    /// <param name="sdp">Our answer, or our offer where the re-INVITE had none.</param>
    public void AcceptReInvite(ReadOnlyMemory<byte> sdp)
    {
        if (_incomingReInvite is not { } transaction)
        {
            return;
        }
        _incomingReInvite = null;
        var response = transaction.Request.CreateResponse(200, null, _localTag);
        _agent.AddContactAndAllow(response, _contact);
        if (!sdp.IsEmpty)
        {
            response.SetBody(SipUserAgent.SdpContentType, sdp);
        }
        transaction.Respond(response);
        AwaitAck(transaction, isInitial: false);
    }

    /// <summary>Refuses the peer's re-INVITE; the session goes on as it was.</summary>
    /// <param name="statusCode">300 to 699, usually 488.</param>
    public void RejectReInvite(int statusCode)
    {
        _incomingReInvite?.Respond(statusCode, toTag: _localTag);
        _incomingReInvite = null;
    }

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
        }
        if (request.Method == SipMethod.Bye)
        {
            OnBye(transaction);
        }
        else if (State == SessionState.Ended)
        {
            transaction.Respond(481);
        }
        else if (transaction is InviteServerTransaction reInvite)
        {
            OnReInvite(reInvite);
        }
        else if (request.Method == SipMethod.Options)
        {
            _agent.RespondToOptions(transaction);
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
        _incomingReInvite?.Respond(487, toTag: _localTag);
        _incomingReInvite = null;
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

    private void OnReInvite(InviteServerTransaction transaction)
    {
        if (State != SessionState.Established || _incomingReInvite is not null || _pendingAnswer is not null)
        {
            // RFC 3261 14.2: an earlier INVITE of the peer is not finished.
            var busy = transaction.Request.CreateResponse(500, null, _localTag);
            busy.Add("Retry-After", "1");
            transaction.Respond(busy);
            return;
        }
        if (_outgoingReInvite is not null)
        {
            transaction.Respond(491, toTag: _localTag);
            return;
        }
        Dialog!.RefreshTarget(transaction.Request);
        _incomingReInvite = transaction;
        transaction.Cancelled = _ => RejectReInvite(487);
        Handler?.OnReInvite(this, transaction.Request);
    }

    private void SendReInvite()
    {
        var request = Dialog!.CreateRequest(SipMethod.Invite);
        request.Add(SipHeaderName.Allow, SipUserAgent.AllowedMethods);
        request.SetBody(SipUserAgent.SdpContentType, _reInviteSdp);
        _reInviteAck = null;
        _outgoingReInvite = _agent.Stack.Send(request, NextFlow(), this);
    }

    private void OnInDialogResponse(ClientTransaction transaction, SipMessage response)
    {
        if (transaction != _outgoingReInvite && transaction.Request.Method == SipMethod.Invite)
        {
            ResendReInviteAck(response);
            return;
        }
        if (transaction != _outgoingReInvite || response.StatusCode < 200)
        {
            return;
        }
        _outgoingReInvite = null;
        if (response.StatusCode < 300)
        {
            Dialog!.RefreshTarget(response);
            _reInviteAck = _agent.Stack.SendAck(Dialog.CreateAck(transaction.Request.CSeq!.Value.Number), NextFlow());
        }
        if (State == SessionState.Ended)
        {
            return;
        }
        switch (response.StatusCode)
        {
            case 491:
                _glareTimer ??= new LoopTimer(_agent.Stack.Loop, OnGlareOver);
                _glareTimer.Start(_agent.GlareBackOff(ownsCallId: !IsIncoming));
                break;
            case 408 or 481:
                // RFC 3261 14.1: the peer no longer knows the dialog.
                SendBye(null);
                End(new SessionEnd(SessionEndKind.Timeout, response.StatusCode, response));
                break;
            default:
                Handler?.OnReInviteAnswered(this, response);
                break;
        }
    }

    private void ResendReInviteAck(SipMessage response)
    {
        if (_reInviteAck is not null && response.StatusCode is >= 200 and < 300)
        {
            _agent.Stack.ResendAck(_reInviteAck, NextFlow());
        }
    }

    private void OnInDialogFailure(ClientTransaction transaction, TransactionFailure failure)
    {
        if (transaction == _outgoingReInvite && State != SessionState.Ended)
        {
            _outgoingReInvite = null;
            SendBye(null);
            End(new SessionEnd(SessionEndKind.Timeout, 408, null));
        }
        else if (transaction.Request.Method == SipMethod.Bye && failure == TransactionFailure.TransportError && NextFlow() != transaction.Flow)
        {
            // The connection broke under it: the peer may listen where its Contact says.
            _agent.Stack.Send(CreateBye(_byeReason), NextFlow(), IgnoreOutcome.Instance);
        }
    }

    private void OnGlareOver()
    {
        if (State == SessionState.Established && _incomingReInvite is null)
        {
            SendReInvite();
        }
    }

    private void HangupEstablished(string? reason)
    {
        _byeReason = reason;
        _incomingReInvite?.Respond(487, toTag: _localTag);
        _incomingReInvite = null;
        if (_pendingAnswer is { IsInitial: true })
        {
            // RFC 3261 15: the callee's BYE waits for the ACK of its 2xx.
            _byeAfterAck = true;
        }
        else if (IsIncoming || _ack is not null)
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

    /// <summary>
    /// Where an in-dialog request goes: an open connection, or the flow for a peer behind NAT or one whose address we cannot tell; else the
    /// next hop.
    /// </summary>
    private SipFlow NextFlow(Dialog dialog)
    {
        var hop = dialog.NextHop;
        var isReliable = Flow.Transport.Protocol.IsReliable();
        var stays = isReliable ? Flow.Transport.IsOpen(Flow.Remote) : _isBehindNat && dialog.RouteSet.Count == 0;
        if (stays || !IPAddress.TryParse(hop.Host, out var address) || address.AddressFamily != Flow.Remote.AddressFamily)
        {
            return Flow;
        }
        // A connection that is gone is opened again to where the peer listens.
        // What was encrypted so far is never sent in the clear.
        var wanted = SipProtocolExtensions.OfUri(hop);
        var transport = isReliable && (wanted.IsSecure() || !Flow.Transport.Protocol.IsSecure()) ? _agent.Stack.FindTransport(wanted, address) : null;
        transport ??= Flow.Transport;
        return new SipFlow(transport, new IPEndPoint(address, hop.Port ?? transport.Protocol.DefaultPort()));
    }
}
