using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Transactions;

/// <summary>A request of a peer and what we answer (RFC 3261 17.2). Belongs to the loop's thread.</summary>
public abstract class ServerTransaction
{
    private readonly SipStack _stack;
    private readonly string _key;
    private byte[] _lastBytes = [];

    private protected ServerTransaction(SipStack stack, SipMessage request, SipFlow flow, string key)
    {
        _stack = stack;
        _key = key;
        Request = request;
        Flow = flow;
        Lifetime = new LoopTimer(stack.Loop, OnLifetimeOver);
    }

    /// <summary>The request.</summary>
    public SipMessage Request { get; }

    /// <summary>The way on which the request came.</summary>
    public SipFlow Flow { get; }

    /// <summary>Where the machine stands.</summary>
    public TransactionState State { get; private protected set; }

    /// <summary>The last response sent; null before the first.</summary>
    public SipMessage? LastResponse { get; private set; }

    /// <summary>Whether a final response was sent.</summary>
    public bool IsAnswered => LastResponse is { StatusCode: >= 200 };

    private protected SipStack Stack => _stack;

    private protected LoopTimer Lifetime { get; }

    private protected SipTimers Timers => _stack.Timers;

    private protected bool IsReliable => Flow.Transport.Protocol.IsReliable();

    /// <summary>Sends a response made by <see cref="SipMessage.CreateResponse"/> of <see cref="Request"/>.</summary>
    /// <returns>False where a final response was sent before: it stays the only one.</returns>
    public abstract bool Respond(SipMessage response);

    /// <summary>Makes and sends a response without body.</summary>
    /// <param name="statusCode">100 to 699.</param>
    /// <param name="reason">Reason phrase; null for the usual one.</param>
    /// <param name="toTag">Tag for the To header; null makes one where a final response needs it.</param>
    public bool Respond(int statusCode, string? reason = null, string? toTag = null) =>
        Respond(Request.CreateResponse(statusCode, reason, toTag ?? (statusCode > 100 ? _stack.NewTag() : null)));

    /// <summary>
    /// Sends a final response and forgets the request, so that strangers who are challenged or refused cost no memory and get one datagram for
    /// one (RFC 3261 8.2.7, 26.3.2.4). A retransmission is a new request: only for an answer that would be the same again. Where a provisional
    /// response was sent before, the peer asks no more, and this is <see cref="Respond(SipMessage)"/>.
    /// </summary>
    /// <param name="response">A response made by <see cref="SipMessage.CreateResponse"/> of <see cref="Request"/>, 300 to 699, or any final one to a request that is no INVITE.</param>
    /// <returns>False where a final response was sent before.</returns>
    public bool RespondOnce(SipMessage response)
    {
        if (LastResponse is not null)
        {
            return Respond(response);
        }
        Send(response);
        Terminate();
        return true;
    }

    internal abstract void OnRetransmission();

    private protected abstract void OnLifetimeOver();

    private protected void Send(SipMessage response)
    {
        LastResponse = response;
        _lastBytes = response.ToArray();
        _stack.SendRaw(response, _lastBytes, ResponseRoute.For(Request, Flow));
    }

    private protected void Resend()
    {
        if (LastResponse is { } response)
        {
            _stack.CountRetransmission();
            _stack.SendRaw(response, _lastBytes, ResponseRoute.For(Request, Flow));
        }
    }

    private protected void LiveOn(TransactionState state, TimeSpan time)
    {
        State = state;
        if (time <= TimeSpan.Zero)
        {
            Terminate();
            return;
        }
        Lifetime.Start(time);
    }

    private protected virtual void Terminate()
    {
        State = TransactionState.Terminated;
        Lifetime.Stop();
        _stack.Remove(this, _key);
    }
}
