using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Transactions;

/// <summary>The INVITE client transaction: RFC 3261 17.1.1 with the Accepted state of RFC 6026 7.2.</summary>
internal sealed class InviteClientTransaction : ClientTransaction
{
    private byte[] _ackBytes = [];

    public InviteClientTransaction(SipStack stack, OutgoingRequest request, IClientTransactionUser user)
        : base(stack, request, user) => State = TransactionState.Calling;

    internal override void OnResponse(SipMessage response)
    {
        var status = response.StatusCode;
        switch (State)
        {
            case TransactionState.Calling or TransactionState.Proceeding when status < 200:
                State = TransactionState.Proceeding;
                Retransmission?.Stop();
                // Timer B guards the Calling state only; how long a phone may ring is the caller's decision.
                Lifetime.Stop();
                User.OnResponse(this, response);
                break;

            case TransactionState.Calling or TransactionState.Proceeding when status < 300:
                LiveOn(TransactionState.Accepted, Timers.TransactionTimeout); // timer M
                User.OnResponse(this, response);
                break;

            case TransactionState.Calling or TransactionState.Proceeding:
                SendAck(response);
                LiveOn(TransactionState.Completed, Flow.Transport.Protocol.IsReliable() ? TimeSpan.Zero : Timers.D);
                Conclude(response);
                break;

            case TransactionState.Accepted when status is >= 200 and < 300:
                User.OnResponse(this, response);
                break;

            case TransactionState.Completed when status >= 300:
                SendRaw(_ackBytes);
                break;
        }
    }

    private protected override void OnLifetimeOver()
    {
        if (State == TransactionState.Calling)
        {
            Fail(TransactionFailure.Timeout);
            return;
        }
        Terminate();
    }

    private protected override void OnRetransmit()
    {
        // Timer A doubles without the bound T2 (RFC 3261 17.1.1.2).
        Interval += Interval;
        Retransmission!.Start(Interval);
        Resend();
    }

    private void SendAck(SipMessage response)
    {
        // RFC 3261 17.1.1.3: the same Request-URI, Via, From, Call-ID, Route and CSeq number; To as answered.
        var ack = SipMessage.CreateRequest(SipMethod.Ack, Request.RequestUri!);
        ack.CopyFirst(Request, SipHeaderName.Via);
        ack.CopyAll(Request, SipHeaderName.Route);
        ack.Add(SipHeaderName.MaxForwards, "70");
        ack.CopyFirst(Request, SipHeaderName.From);
        ack.CopyFirst(response, SipHeaderName.To);
        ack.CopyFirst(Request, SipHeaderName.CallId);
        ack.Add(SipHeaderName.CSeq, $"{Request.CSeq!.Value.Number} ACK");
        _ackBytes = ack.ToArray();
        SendRaw(_ackBytes);
    }
}
