using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Transactions;

/// <summary>The non-INVITE server transaction: RFC 3261 17.2.2.</summary>
internal sealed class NonInviteServerTransaction : ServerTransaction
{
    public NonInviteServerTransaction(SipStack stack, SipMessage request, SipFlow flow, ServerKey key)
        : base(stack, request, flow, key)
    {
        State = TransactionState.Trying;
        // Not in the RFC: a user that never answers must not leave the transaction behind.
        Lifetime.Start(Timers.TransactionTimeout * 2);
    }

    /// <inheritdoc/>
    public override bool Respond(SipMessage response)
    {
        if (State is not (TransactionState.Trying or TransactionState.Proceeding))
        {
            return false;
        }
        Send(response);
        if (response.StatusCode < 200)
        {
            State = TransactionState.Proceeding;
        }
        else
        {
            LiveOn(TransactionState.Completed, IsReliable ? TimeSpan.Zero : Timers.TransactionTimeout); // timer J
        }
        return true;
    }

    internal override void OnRetransmission()
    {
        if (State is TransactionState.Proceeding or TransactionState.Completed)
        {
            Resend();
        }
    }

    private protected override void OnLifetimeOver() => Terminate();
}
