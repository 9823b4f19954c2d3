using System.Net;
using Microsoft.Extensions.Logging;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Transactions;

public sealed partial class SipStack
{
    // On the transport's thread: parsing is the work that need not wait for the loop.
    private bool Receive(ISipTransport transport, IPEndPoint remote, byte[] bytes)
    {
        if (IsKeepAlive(bytes))
        {
            return true;
        }
        if (Loop.Pending >= _options.MaxPendingMessages)
        {
            if (!transport.Protocol.IsReliable())
            {
                Interlocked.Increment(ref _dropped);
            }
            return false;
        }
        var result = SipParser.TryParse(bytes, out var message);
        var flow = new SipFlow(transport, remote);
        if (!result.Ok)
        {
            Interlocked.Increment(ref _malformed);
            LogMalformed(flow, result.ReasonPhrase);
            if (result.Malformed)
            {
                Loop.Post(() => RefuseMalformed(message, flow, result));
            }
            return true;
        }
        Interlocked.Increment(ref _received);
        Loop.Post(static state => ((Received)state!).Dispatch(), new Received(this, message, bytes, flow, Loop.TimeProvider.GetTimestamp()));
        return true;
    }

    // RFC 5626 3.5.1 CRLF, and the single bytes and NULs that phones send to keep a NAT binding open.
    private static bool IsKeepAlive(byte[] bytes) => bytes.Length <= 4 && bytes.AsSpan().IndexOfAnyExcept((byte)'\r', (byte)'\n', (byte)0) < 0;

    private void RefuseMalformed(SipMessage message, SipFlow flow, SipParseResult result)
    {
        if (message.TopVia is not null)
        {
            AddReceived(message, flow);
        }
        var response = message.CreateResponse(result.StatusCode, result.ReasonPhrase, NewTag());
        SendRaw(response.ToArray(), new ResponseRoute(message, flow).Flow);
    }

    private void Dispatch(SipMessage message, byte[] bytes, SipFlow flow, long arrived)
    {
        _options.Trace?.OnMessage(bytes, flow, outgoing: false);
        if (!message.IsRequest)
        {
            DispatchResponse(message);
        }
        else
        {
            AddReceived(message, flow);
            DispatchRequest(message, flow, arrived);
        }
    }

    private void DispatchResponse(SipMessage response)
    {
        if (response.TopVia?.Branch is { } branch && _clients.TryGetValue(new ClientKey(branch, response.Method), out var transaction))
        {
            transaction.OnResponse(response);
            return;
        }
        Interlocked.Increment(ref _stray);
    }

    private void DispatchRequest(SipMessage request, SipFlow flow, long arrived)
    {
        var method = request.Method;
        var identity = method == SipMethod.Ack || method == SipMethod.Cancel ? SipMethod.Invite : method;
        var key = ServerKey.Of(request, identity);
        var known = _servers.GetValueOrDefault(key);
        if (method == SipMethod.Ack)
        {
            // The ACK of a 2xx has a branch of its own; an RFC 2543 peer's has not, and its transaction is then in Accepted.
            if (known is InviteServerTransaction invite && invite.State != TransactionState.Accepted)
            {
                invite.OnAck();
            }
            else
            {
                AckReceived?.Invoke(request, flow);
            }
            return;
        }
        if (method == SipMethod.Cancel)
        {
            DispatchCancel(request, flow, known as InviteServerTransaction);
            return;
        }
        if (known is not null)
        {
            known.OnRetransmission();
            return;
        }
        if (request.To!.Tag is null or "" && !IsAdmitted(request, flow, arrived))
        {
            return;
        }
        var origin = OriginOf(request);
        if (origin != 0 && !_origins.Add(origin))
        {
            // Without a transaction: its retransmission gets the same answer.
            SendRaw(request.CreateResponse(482, null, NewTag()).ToArray(), new ResponseRoute(request, flow).Flow);
            return;
        }
        ServerTransaction transaction = method == SipMethod.Invite
            ? new InviteServerTransaction(this, request, flow, key)
            : new NonInviteServerTransaction(this, request, flow, key);
        transaction.Origin = origin;
        _servers.Add(key, transaction);
        if (RequestReceived is { } received)
        {
            received(transaction);
        }
        else
        {
            transaction.Respond(503);
        }
    }

    private void DispatchCancel(SipMessage cancel, SipFlow flow, InviteServerTransaction? invite)
    {
        var key = ServerKey.Of(cancel, SipMethod.Cancel);
        if (_servers.TryGetValue(key, out var known))
        {
            known.OnRetransmission();
            return;
        }
        var transaction = new NonInviteServerTransaction(this, cancel, flow, key);
        _servers.Add(key, transaction);
        if (invite is null)
        {
            transaction.RespondOnce(cancel.CreateResponse(481, null, NewTag()));
            return;
        }
        // RFC 3261 9.2: 200 whatever becomes of the INVITE, with the To tag of its responses.
        transaction.Respond(200, toTag: invite.LocalTag);
        invite.OnCancel(cancel);
    }

    // RFC 3261 18.2.1, RFC 3581 4.
    private void AddReceived(SipMessage request, SipFlow flow)
    {
        var via = request.TopVia!;
        var source = flow.Remote.Address.WithoutScope();
        var differs = !IPAddress.TryParse(via.Host, out var sentBy) || !sentBy.Equals(source);
        var tellsPort = via.HasRPort || _options.ForceRPort;
        if (differs || tellsPort)
        {
            request.ReplaceFirst(SipHeaderName.Via, via.With(source.ToString(), tellsPort ? flow.Remote.Port : null).ToString());
        }
    }

    [LoggerMessage(1101, LogLevel.Debug, "Malformed message from {Flow}: {Reason}")]
    private partial void LogMalformed(SipFlow flow, string reason);

    private sealed class Received(SipStack stack, SipMessage message, byte[] bytes, SipFlow flow, long arrived)
    {
        public void Dispatch() => stack.Dispatch(message, bytes, flow, arrived);
    }
}
