using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Transactions;

/// <summary>A request of a peer and what we answer (RFC 3261 17.2). Belongs to the loop's thread.</summary>
public abstract class ServerTransaction
{
    private readonly SipStack _stack;
    private readonly ServerKey _key;
    private readonly ResponseRoute _route;
    private SipMessage? _request;
    private byte[] _lastBytes = [];
    private int _lastStatus;

    private protected ServerTransaction(SipStack stack, SipMessage request, SipFlow flow, ServerKey key)
    {
        _stack = stack;
        _key = key;
        _route = new ResponseRoute(request, flow);
        _request = request;
        Sequence = request.CSeq!.Value.Number;
        Flow = flow;
        Lifetime = new LoopTimer(stack.Loop, static transaction => ((ServerTransaction)transaction).OnLifetimeOver(), this);
    }

    /// <summary>The request. It is let go with the final response, as the transaction lives on for 32 s after that.</summary>
    /// <exception cref="InvalidOperationException">The final response has been sent.</exception>
    public SipMessage Request => _request ?? throw new InvalidOperationException("The transaction is answered: its request was let go.");

    /// <summary>The number of the request's CSeq.</summary>
    public uint Sequence { get; }

    /// <summary>The way on which the request came.</summary>
    public SipFlow Flow { get; }

    /// <summary>Where the machine stands.</summary>
    public TransactionState State { get; private protected set; }

    /// <summary>Whether a final response was sent.</summary>
    public bool IsAnswered => _lastStatus >= 200;

    /// <summary>The tag of the To header of the responses; null before the first that has one.</summary>
    public string? LocalTag { get; private set; }

    /// <summary>What it has in common with its merged copies; 0 where they do not matter.</summary>
    internal ulong Origin { get; set; }

    private protected bool IsResponded => _lastStatus > 0;

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
    /// <returns>False where a final response was sent before: it stays the only one.</returns>
    public bool Respond(int statusCode, string? reason = null, string? toTag = null) =>
        !IsAnswered && Respond(Request.CreateResponse(statusCode, reason, toTag ?? (statusCode > 100 ? SipStack.NewTag() : null)));

    /// <summary>
    /// Sends a final response and forgets the request, so that strangers who are challenged or refused cost no memory and get one datagram for
    /// one (RFC 3261 8.2.7, 26.3.2.4). A retransmission is a new request: only for an answer that would be the same again. Where a provisional
    /// response was sent before, the peer asks no more, and this is <see cref="Respond(SipMessage)"/>.
    /// </summary>
    /// <param name="response">A response made by <see cref="SipMessage.CreateResponse"/> of <see cref="Request"/>, 300 to 699, or any final one to a request that is no INVITE.</param>
    /// <returns>False where a final response was sent before.</returns>
    public bool RespondOnce(SipMessage response)
    {
        if (IsResponded)
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
        _lastStatus = response.StatusCode;
        _lastBytes = response.ToArray();
        LocalTag ??= response.To?.Tag;
        _stack.SendRaw(_lastBytes, _route.Flow);
    }

    private protected void Resend()
    {
        if (IsResponded)
        {
            _stack.CountRetransmission();
            _stack.SendRaw(_lastBytes, _route.Flow);
        }
    }

    private protected void ForgetResponse() => _lastBytes = [];

    /// <summary>Lives on after the final response, for what the peer may repeat.</summary>
    private protected virtual void LiveOn(TransactionState state, TimeSpan time)
    {
        State = state;
        _request = null;
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
        // Who answered may hold the transaction as long as the call lasts.
        ForgetResponse();
        _stack.Remove(this, _key);
    }
}
