using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Transactions;

/// <summary>A request of ours and what came back (RFC 3261 17.1). Belongs to the loop's thread.</summary>
public abstract class ClientTransaction
{
    private readonly SipStack _stack;
    private readonly byte[] _bytes;

    private protected ClientTransaction(SipStack stack, SipMessage request, SipFlow flow, string branch, IClientTransactionUser user)
    {
        _stack = stack;
        Request = request;
        Flow = flow;
        Branch = branch;
        User = user;
        _bytes = request.ToArray();
        Lifetime = new LoopTimer(stack.Loop, OnLifetimeOver);
        if (!flow.Transport.Protocol.IsReliable())
        {
            Retransmission = new LoopTimer(stack.Loop, OnRetransmit);
        }
    }

    /// <summary>The request as sent.</summary>
    public SipMessage Request { get; }

    /// <summary>The way that the request took.</summary>
    public SipFlow Flow { get; }

    /// <summary>The branch of our Via; with the method it is the transaction's identity (RFC 3261 17.1.3).</summary>
    public string Branch { get; }

    /// <summary>Where the machine stands.</summary>
    public TransactionState State { get; private protected set; }

    /// <summary>How often the request was sent again.</summary>
    public int Retransmissions { get; private set; }

    private protected IClientTransactionUser User { get; }

    private protected LoopTimer Lifetime { get; }

    private protected LoopTimer? Retransmission { get; }

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
            _stack.Loop.Post(static transaction => ((ClientTransaction)transaction!).Fail(TransactionFailure.TransportError), this);
        }
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
