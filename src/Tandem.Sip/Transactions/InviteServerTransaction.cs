using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Transactions;

/// <summary>
/// The INVITE server transaction: RFC 3261 17.2.1 with the Accepted state of RFC 6026 7.1. Retransmitting a 2xx until its ACK
/// is the user's part (RFC 3261 13.3.1.4), see <see cref="Retransmit2xx"/>.
/// </summary>
public sealed class InviteServerTransaction : ServerTransaction
{
    private LoopTimer? _retransmission;
    private TimeSpan _interval;

    internal InviteServerTransaction(SipStack stack, SipMessage request, SipFlow flow, ServerKey key)
        : base(stack, request, flow, key)
    {
        State = TransactionState.Proceeding;
        _retransmission = new LoopTimer(stack.Loop, static transaction => ((InviteServerTransaction)transaction).OnRetransmissionTimer(), this);
        _retransmission.Start(Timers.Trying);
    }

    /// <summary>Called when the peer cancels the request before its final response. The user answers with 487.</summary>
    public Action<SipMessage>? Cancelled { get; set; }

    /// <inheritdoc/>
    public override bool Respond(SipMessage response)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (State != TransactionState.Proceeding)
        {
            return false;
        }
        _retransmission!.Stop();
        Send(response);
        if (response.StatusCode is >= 200 and < 300)
        {
            _retransmission = null;
            LiveOn(TransactionState.Accepted, Timers.TransactionTimeout); // timer L
        }
        else if (response.StatusCode >= 300)
        {
            LiveOn(TransactionState.Completed, Timers.TransactionTimeout); // timer H
            if (!IsReliable)
            {
                _interval = Timers.T1;
                _retransmission.Start(_interval); // timer G
            }
        }
        return true;
    }

    /// <summary>Sends the 2xx once more; for the user who waits for its ACK.</summary>
    public void Retransmit2xx()
    {
        if (State == TransactionState.Accepted)
        {
            Resend();
        }
    }

    /// <summary>The 2xx arrived: its ACK did. It is not sent again, while the transaction lives on to absorb the INVITE (RFC 6026 7.1).</summary>
    internal void Forget2xx() => ForgetResponse();

    internal override void OnRetransmission()
    {
        if (State is TransactionState.Proceeding or TransactionState.Completed)
        {
            Resend();
        }
    }

    internal void OnAck()
    {
        if (State == TransactionState.Completed)
        {
            _retransmission!.Stop();
            LiveOn(TransactionState.Confirmed, IsReliable ? TimeSpan.Zero : Timers.T4); // timer I
        }
    }

    internal void OnCancel(SipMessage cancel)
    {
        if (State == TransactionState.Proceeding)
        {
            Cancelled?.Invoke(cancel);
        }
    }

    private protected override void LiveOn(TransactionState state, TimeSpan time)
    {
        Cancelled = null;
        base.LiveOn(state, time);
    }

    private protected override void OnLifetimeOver() => Terminate();

    private protected override void Terminate()
    {
        _retransmission?.Stop();
        base.Terminate();
    }

    private void OnRetransmissionTimer()
    {
        if (State == TransactionState.Proceeding)
        {
            if (!IsResponded)
            {
                Send(Request.CreateResponse(100));
            }
            return;
        }
        _interval = Timers.Next(_interval);
        _retransmission!.Start(_interval);
        Resend();
    }
}
