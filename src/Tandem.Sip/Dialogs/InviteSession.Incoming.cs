using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Dialogs;

public sealed partial class InviteSession
{
    private readonly InviteServerTransaction? _incoming;
    private readonly string _localTag;
    private LoopTimer? _answerRetransmission;
    private PendingAnswer? _pendingAnswer;
    private TimeSpan _answerInterval;
    private TimeSpan _answerWaited;

    internal InviteSession(SipUserAgent agent, InviteServerTransaction transaction)
    {
        _agent = agent;
        _incoming = transaction;
        _localTag = SipStack.NewTag();
        _isBehindNat = NatDetection.IsBehindNat(transaction.Request);
        Invite = transaction.Request;
        Flow = transaction.Flow;
        IsIncoming = true;
        _contact = agent.ContactFor(Flow, Invite.RequestUri!.User);
        _remoteAllowsUpdate = Invite.HasValue(SipHeaderName.Allow, "UPDATE"u8);
        _remoteAllowsInfo = Invite.HasValue(SipHeaderName.Allow, "INFO"u8);
        Adopt(Dialog.OfServer(Invite, _localTag, _contact));
        transaction.Cancelled = OnCancelled;
    }

    /// <summary>
    /// Sends a provisional response to an incoming INVITE, for example 180 or 183 with early media. It goes reliably where the peer requires
    /// that (RFC 3262), or supports it and <see cref="SipUserAgent.ReliableProvisionals"/> is set.
    /// </summary>
    /// <param name="statusCode">101 to 199.</param>
    /// <param name="sdp">Session description; empty for none.</param>
    /// <param name="configure">Adds headers of the caller's own.</param>
    public void SendProvisional(int statusCode, ReadOnlyMemory<byte> sdp = default, Action<SipMessage>? configure = null)
    {
        if (!IsIncoming || State is SessionState.Established or SessionState.Ended)
        {
            return;
        }
        State = SessionState.Early;
        SendEarly(BuildAnswer(statusCode, sdp, configure));
    }

    /// <summary>
    /// Answers an incoming INVITE with 200. It is sent again until its ACK comes; without one for 64*T1 the session ends. While a reliable
    /// provisional response with a session description has no PRACK, the 200 waits for that (RFC 3262 3).
    /// </summary>
    /// <param name="sdp">Our answer, or our offer where the INVITE had none.</param>
    /// <param name="configure">Adds headers of the caller's own.</param>
    public void Accept(ReadOnlyMemory<byte> sdp, Action<SipMessage>? configure = null)
    {
        if (!IsIncoming || State is SessionState.Established or SessionState.Ended || _deferredAnswer is not null)
        {
            return;
        }
        var answer = BuildAnswer(200, sdp, configure);
        if (_reliable?.HoldsAnswer == true)
        {
            _deferredAnswer = answer;
        }
        else
        {
            SendAnswer(answer);
        }
    }

    /// <summary>Refuses an incoming INVITE. Does nothing where it is answered or over.</summary>
    /// <param name="statusCode">300 to 699.</param>
    /// <param name="reason">Reason phrase; null for the usual one.</param>
    /// <param name="configure">Adds headers of the caller's own, for example a challenge.</param>
    public void Reject(int statusCode, string? reason = null, Action<SipMessage>? configure = null)
    {
        if (!IsIncoming || State is SessionState.Established or SessionState.Ended)
        {
            return;
        }
        var response = Invite.CreateResponse(statusCode, reason, _localTag);
        configure?.Invoke(response);
        _incoming!.Respond(response);
        End(new SessionEnd(SessionEndKind.LocalHangup, statusCode, null));
    }

    /// <summary>
    /// Refuses an incoming INVITE and forgets it, as <see cref="ServerTransaction.RespondOnce"/> does: for challenges and refusals that any
    /// stranger may ask for.
    /// </summary>
    /// <param name="statusCode">300 to 699.</param>
    /// <param name="configure">Adds headers of the caller's own, for example a challenge.</param>
    public void RejectOnce(int statusCode, Action<SipMessage>? configure = null)
    {
        if (!IsIncoming || State is SessionState.Established or SessionState.Ended)
        {
            return;
        }
        var response = Invite.CreateResponse(statusCode, null, _localTag);
        configure?.Invoke(response);
        _incoming!.RespondOnce(response);
        End(new SessionEnd(SessionEndKind.LocalHangup, statusCode, null));
    }

    private void RespondFailure(int statusCode, string? reason, Action<SipMessage>? configure)
    {
        var response = Invite.CreateResponse(statusCode, null, _localTag);
        if (reason is not null)
        {
            response.Add("Reason", reason);
        }
        configure?.Invoke(response);
        _incoming!.Respond(response);
    }

    private void SendAnswer(SipMessage answer)
    {
        _reliable?.Stop();
        State = SessionState.Established;
        if (_isAgreed && Invite.Body.IsEmpty)
        {
            // The PRACK had the answer already: another description would be another offer.
            answer.SetBody(SipUserAgent.SdpContentType, ReadOnlyMemory<byte>.Empty);
        }
        GrantTimer(Invite, answer);
        _incoming!.Respond(answer);
        AwaitAck(_incoming, isInitial: true);
        Replaces?.Hangup();
    }

    private SipMessage BuildAnswer(int statusCode, ReadOnlyMemory<byte> sdp, Action<SipMessage>? configure)
    {
        var response = Invite.CreateResponse(statusCode, null, _localTag);
        _agent.AddContactAndAllow(response, _contact);
        configure?.Invoke(response);
        SetDescription(response, sdp);
        return response;
    }

    private void OnCancelled(SipMessage cancel)
    {
        if (State == SessionState.Ended)
        {
            return;
        }
        RespondFailure(487, reason: null, configure: null);
        End(new SessionEnd(SessionEndKind.RemoteCancel, 487, cancel));
    }

    private void AwaitAck(InviteServerTransaction transaction, bool isInitial)
    {
        _pendingAnswer = new PendingAnswer(transaction, isInitial);
        _answerInterval = _agent.Stack.Timers.T1;
        _answerWaited = TimeSpan.Zero;
        _answerRetransmission ??= new LoopTimer(_agent.Stack.Loop, OnAckMissing);
        _answerRetransmission.Start(_answerInterval);
    }

    private void OnAckMissing()
    {
        if (_pendingAnswer is not { } pending)
        {
            return;
        }
        var timers = _agent.Stack.Timers;
        _answerWaited += _answerInterval;
        if (_answerWaited >= timers.TransactionTimeout)
        {
            ClearPendingAnswer();
            SendBye(_byeReason);
            End(new SessionEnd(SessionEndKind.AckTimeout, 408, null));
            return;
        }
        _answerInterval = timers.Next(_answerInterval);
        // The last wait ends exactly at 64*T1.
        var left = timers.TransactionTimeout - _answerWaited;
        _answerInterval = _answerInterval < left ? _answerInterval : left;
        _answerRetransmission!.Start(_answerInterval);
        // Over reliable transports too: the 2xx is retransmitted end to end (RFC 3261 13.3.1.4).
        pending.Transaction.Retransmit2xx();
    }

    private void ClearPendingAnswer()
    {
        _pendingAnswer = null;
        _answerRetransmission?.Stop();
        if (State == SessionState.Ended && !HasBackgroundWork)
        {
            Forget();
        }
    }

    private sealed record PendingAnswer(InviteServerTransaction Transaction, bool IsInitial);
}
