using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Transactions;

/// <summary>A request of ours and what came back (RFC 3261 17.1). Belongs to the loop's thread.</summary>
public abstract class ClientTransaction
{
    private readonly SipStack _stack;
    private SipFlow? _fallback;
    private byte[] _bytes;

    private protected ClientTransaction(SipStack stack, OutgoingRequest request, IClientTransactionUser user)
    {
        _stack = stack;
        Request = request.Message;
        Flow = request.Flow;
        Branch = request.Branch;
        _fallback = request.Fallback;
        _bytes = request.Bytes;
        User = user;
        Lifetime = new LoopTimer(stack.Loop, OnLifetimeOver);
        Retransmission = request.Flow.Transport.Protocol.IsReliable() ? null : new LoopTimer(stack.Loop, OnRetransmit);
    }

    /// <summary>The request as sent.</summary>
    public SipMessage Request { get; }

    /// <summary>The way that the request took.</summary>
    public SipFlow Flow { get; private set; }

    /// <summary>The branch of our Via; with the method it is the transaction's identity (RFC 3261 17.1.3).</summary>
    public string Branch { get; }

    /// <summary>Where the machine stands.</summary>
    public TransactionState State { get; private protected set; }

    /// <summary>How often the request was sent again.</summary>
    public int Retransmissions { get; private set; }

    private protected IClientTransactionUser User { get; }

    private protected LoopTimer Lifetime { get; }

    private protected LoopTimer? Retransmission { get; private set; }

    private protected TimeSpan Interval { get; set; }

    private protected SipTimers Timers => _stack.Timers;

    internal void Start()
    {
        Interval = Timers.T1;
        Retransmission?.Start(Interval);
        Lifetime.Start(Timers.TransactionTimeout);
        if (!_stack.SendRaw(Request, _bytes, Flow))
        {
            // Told at the next turn: the caller has not even got its transaction yet.
            _stack.Loop.Post(static transaction => ((ClientTransaction)transaction!).OnUndelivered(), this);
        }
    }

    /// <summary>The request could not be sent: it takes the other way that is left (RFC 3261 18.1.1), or the transaction fails (17.1.4).</summary>
    internal void OnUndelivered()
    {
        if (State is not (TransactionState.Calling or TransactionState.Trying))
        {
            return;
        }
        if (_fallback is not { } flow)
        {
            Fail(TransactionFailure.TransportError);
            return;
        }
        _fallback = null;
        _stack.RememberDatagramOnly(flow.Remote);
        Flow = flow;
        _bytes = _stack.Address(Request, flow, Branch);
        Retransmission = new LoopTimer(_stack.Loop, OnRetransmit);
        Start();
    }

    /// <summary>Ends the transaction without a word to its user: a peer that answers neither INVITE nor CANCEL (RFC 3261 9.1).</summary>
    internal void Abandon()
    {
        if (State != TransactionState.Terminated)
        {
            Terminate();
        }
    }

    internal abstract void OnResponse(SipMessage response);

    private protected abstract void OnLifetimeOver();

    private protected abstract void OnRetransmit();

    private protected void Resend()
    {
        Retransmissions++;
        _stack.CountRetransmission();
        _stack.SendRaw(Request, _bytes, Flow);
    }

    private protected void SendRaw(SipMessage message, byte[] bytes) => _stack.SendRaw(message, bytes, Flow);

    private protected void Fail(TransactionFailure failure)
    {
        if (State == TransactionState.Terminated)
        {
            return;
        }
        Terminate();
        User.OnFailure(this, failure);
    }

    private protected void Terminate()
    {
        State = TransactionState.Terminated;
        Lifetime.Stop();
        Retransmission?.Stop();
        _stack.Remove(this);
    }

    private protected void LiveOn(TransactionState state, TimeSpan time)
    {
        State = state;
        Retransmission?.Stop();
        if (time <= TimeSpan.Zero)
        {
            Terminate();
            return;
        }
        Lifetime.Start(time);
    }
}
