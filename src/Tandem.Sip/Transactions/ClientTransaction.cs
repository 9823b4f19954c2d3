using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Transactions;

/// <summary>A request of ours and what came back (RFC 3261 17.1). Belongs to the loop's thread.</summary>
public abstract class ClientTransaction
{
    private readonly SipStack _stack;
    private SipMessage? _request;
    private IClientTransactionUser? _user;
    private SipFlow? _fallback;
    private byte[] _bytes;

    private protected ClientTransaction(SipStack stack, OutgoingRequest request, IClientTransactionUser user)
    {
        _stack = stack;
        _request = request.Message;
        Flow = request.Flow;
        Key = new ClientKey(request.Branch, request.Message.Method);
        _fallback = request.Fallback;
        _bytes = request.Bytes;
        _user = user;
        Lifetime = new LoopTimer(stack.Loop, static transaction => ((ClientTransaction)transaction).OnLifetimeOver(), this);
        Retransmission = request.Flow.Transport.Protocol.IsReliable() ? null : NewRetransmission();
    }

    /// <summary>The request as sent. It is let go once its user has heard the final response of a request that is no INVITE, or a failure of an INVITE.</summary>
    /// <exception cref="InvalidOperationException">The user has heard that response.</exception>
    public SipMessage Request => _request ?? throw Over();

    /// <summary>The way that the request took.</summary>
    public SipFlow Flow { get; private set; }

    /// <summary>The branch of our Via; with the method it is the transaction's identity (RFC 3261 17.1.3).</summary>
    public string Branch => Key.Branch;

    internal ClientKey Key { get; }

    /// <summary>Where the machine stands.</summary>
    public TransactionState State { get; private protected set; }

    /// <summary>How often the request was sent again.</summary>
    public int Retransmissions { get; private set; }

    private protected IClientTransactionUser User => _user ?? throw Over();

    private protected LoopTimer Lifetime { get; }

    private protected LoopTimer? Retransmission { get; private set; }

    private protected TimeSpan Interval { get; set; }

    private protected SipTimers Timers => _stack.Timers;

    internal void Start()
    {
        Interval = Timers.T1;
        Retransmission?.Start(Interval);
        Lifetime.Start(Timers.TransactionTimeout);
        if (!_stack.SendRaw(_bytes, Flow))
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
        Retransmission = NewRetransmission();
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

    /// <summary>An INVITE that is answered gets another user, so that the one before can be let go.</summary>
    internal void HandOver(IClientTransactionUser user)
    {
        if (State == TransactionState.Accepted)
        {
            _user = user;
            _request = null;
        }
    }

    internal abstract void OnResponse(SipMessage response);

    private protected abstract void OnLifetimeOver();

    private protected abstract void OnRetransmit();

    private protected void Resend()
    {
        Retransmissions++;
        _stack.CountRetransmission();
        _stack.SendRaw(_bytes, Flow);
    }

    private protected void SendRaw(byte[] bytes) => _stack.SendRaw(bytes, Flow);

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
        // Who sent the request may hold the transaction as long as its call lasts.
        _bytes = [];
        _stack.Remove(this);
    }

    /// <summary>Tells the user the last that it hears of this transaction, which lives on for what the peer may repeat.</summary>
    private protected void Conclude(SipMessage response)
    {
        User.OnResponse(this, response);
        _request = null;
        _user = null;
        _bytes = [];
    }

    private protected void LiveOn(TransactionState state, TimeSpan time)
    {
        State = state;
        Retransmission?.Stop();
        Retransmission = null;
        _bytes = [];
        if (time <= TimeSpan.Zero)
        {
            Terminate();
            return;
        }
        Lifetime.Start(time);
    }

    private LoopTimer NewRetransmission() => new(_stack.Loop, static transaction => ((ClientTransaction)transaction).OnRetransmit(), this);

    private static InvalidOperationException Over() => new("The transaction has its final response: its request was let go.");
}
