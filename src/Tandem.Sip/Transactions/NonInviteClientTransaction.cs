using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Transactions;

/// <summary>The non-INVITE client transaction: RFC 3261 17.1.2.</summary>
internal sealed class NonInviteClientTransaction : ClientTransaction
{
    public NonInviteClientTransaction(SipStack stack, OutgoingRequest request, IClientTransactionUser user)
        : base(stack, request, user) => State = TransactionState.Trying;

    internal override void OnResponse(SipMessage response)
    {
        if (State is not (TransactionState.Trying or TransactionState.Proceeding))
        {
            return;
        }
        if (response.StatusCode < 200)
        {
            State = TransactionState.Proceeding;
            User.OnResponse(this, response);
            return;
        }
        LiveOn(TransactionState.Completed, Flow.Transport.Protocol.IsReliable() ? TimeSpan.Zero : Timers.T4); // timer K
        Conclude(response);
    }

    private protected override void OnLifetimeOver()
    {
        if (State is TransactionState.Trying or TransactionState.Proceeding)
        {
            Fail(TransactionFailure.Timeout); // timer F
            return;
        }
        Terminate();
    }

    private protected override void OnRetransmit()
    {
        // Timer E doubles up to T2; after a provisional response it is T2 (RFC 3261 17.1.2.2).
        Interval = State == TransactionState.Proceeding ? Timers.T2 : Timers.Next(Interval);
        Retransmission!.Start(Interval);
        Resend();
    }
}
