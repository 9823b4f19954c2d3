using Tandem.Sip.Digest;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Dialogs;

/// <summary>
/// One leg of a call, from its INVITE to its end, whichever side began it. Belongs to the loop's thread. Who uses it may
/// <see cref="Hangup"/> at any moment; the crossings (a 200 that meets our CANCEL, a BYE that meets theirs) are its own matter.
/// </summary>
public sealed partial class InviteSession
{
    private readonly SipUserAgent _agent;
    private readonly string _contact;
    private readonly bool _isBehindNat;
    private ReadOnlyMemory<byte> _localSdp;
    private bool _ended;

    /// <summary>The INVITE that began the session; for an outgoing one with its latest credentials.</summary>
    public SipMessage Invite { get; }

    /// <summary>The way to the peer: for a peer on a connection the one on which it was heard last.</summary>
    public SipFlow Flow { get; private set; }

    /// <summary>True when the INVITE came from the peer.</summary>
    public bool IsIncoming { get; }

    /// <summary>Where the session stands.</summary>
    public SessionState State { get; private set; }

    /// <summary>The dialog; null for an outgoing INVITE before the first response with a tag.</summary>
    public Dialog? Dialog { get; private set; }

    /// <summary>Who hears what becomes of the session; for an incoming one null until its user sets it.</summary>
    public IInviteSessionHandler? Handler { get; set; }

    /// <summary>Answers challenges of our requests; those of <see cref="OutgoingInvite.Credentials"/> for a session of ours. Null where there are none.</summary>
    public DigestClient? Credentials { get; set; }

    /// <summary>
    /// Ends the session in the way that fits its state: a failure response, CANCEL or BYE. <see cref="IInviteSessionHandler.OnEnded"/> is
    /// called before this returns; what the network still needs goes on in the background. Does nothing after the end.
    /// </summary>
    /// <param name="statusCode">The failure response for an unanswered incoming INVITE: 300 to 699.</param>
    /// <param name="reason">Value of a Reason header (RFC 3326), or null.</param>
    /// <param name="configure">Adds headers of the caller's own to a failure response.</param>
    public void Hangup(int statusCode = 480, string? reason = null, Action<SipMessage>? configure = null)
    {
        if (State == SessionState.Ended)
        {
            return;
        }
        var answered = State == SessionState.Established;
        if (answered)
        {
            HangupEstablished(reason);
        }
        else if (IsIncoming)
        {
            RespondFailure(statusCode, reason, configure);
        }
        else
        {
            CancelInvite(reason);
        }
        End(new SessionEnd(SessionEndKind.LocalHangup, answered ? 0 : 487, null));
    }

    internal void HandleAck(SipMessage ack)
    {
        if (_pendingAnswer is { } pending && pending.Transaction.Sequence == ack.CSeq!.Value.Number)
        {
            var initial = pending.IsInitial;
            pending.Transaction.Forget2xx();
            ClearPendingAnswer();
            if (_byeAfterAck)
            {
                SendBye(_byeReason);
            }
            else if (State == SessionState.Established && (initial || ack.Body.Length > 0))
            {
                Handler?.OnAcknowledged(this, ack);
            }
        }
    }

    private void End(SessionEnd end)
    {
        if (_ended)
        {
            return;
        }
        _ended = true;
        State = SessionState.Ended;
        _reliable?.Stop();
        _timer?.Stop();
        _change?.Retry?.Stop();
        RejectReInvite(487);
        EndReferrals();
        if (!HasBackgroundWork)
        {
            Forget();
        }
        var handler = Handler;
        Handler = null;
        handler?.OnEnded(this, end);
    }

    // What still has to find the session after its end: the ACK of our 2xx, the final response to our INVITE.
    private bool HasBackgroundWork => _pendingAnswer is not null || _abandonment is { IsRunning: true };

    private void Forget()
    {
        if (Dialog is not null)
        {
            _agent.Remove(Dialog.Id, this);
        }
        ForgetForks();
    }

    private void SetDescription(SipMessage message, ReadOnlyMemory<byte> sdp)
    {
        if (!sdp.IsEmpty)
        {
            _localSdp = sdp;
            message.SetBody(SipUserAgent.SdpContentType, sdp);
        }
    }

    private void Adopt(Dialog dialog)
    {
        Dialog = dialog;
        _agent.Add(dialog.Id, this);
    }
}
