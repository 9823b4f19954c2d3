using System.Net;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Transactions;

public sealed partial class SipStack
{
    // RFC 3261 18.1.1: what is longer may be cut up on the way where the path MTU is not known.
    private const int MaxDatagramRequest = 1300;
    private const int MaxDatagramOnlyPeers = 4096;
    private static readonly TimeSpan DatagramOnlyTime = TimeSpan.FromMinutes(10);

    private readonly Dictionary<IPEndPoint, long> _datagramOnly = [];

    /// <summary>Notes that a peer takes no connections, so that its next long request need not find that out again.</summary>
    internal void RememberDatagramOnly(IPEndPoint remote)
    {
        if (_datagramOnly.Count >= MaxDatagramOnlyPeers)
        {
            _datagramOnly.Clear();
        }
        _datagramOnly[remote] = Loop.TimeProvider.GetTimestamp();
    }

    /// <summary>Writes our Via for a flow, in place of one with the same branch.</summary>
    /// <returns>The request as it is sent.</returns>
    internal byte[] Address(SipMessage request, SipFlow flow, string branch)
    {
        var via = $"SIP/2.0/{flow.Transport.Protocol.ToViaName()} {AddressFor(flow)};branch={branch};rport";
        if (request.TopVia?.Branch == branch)
        {
            request.ReplaceFirst(SipHeaderName.Via, via);
        }
        else
        {
            request.Prepend(SipHeaderName.Via, via);
        }
        return request.ToArray();
    }

    private OutgoingRequest Route(SipMessage request, SipFlow flow)
    {
        Complete(request);
        var branch = NewBranch();
        var bytes = Address(request, flow, branch);
        if (bytes.Length <= MaxDatagramRequest || flow.Transport.Protocol != SipProtocol.Udp || IsDatagramOnly(flow.Remote)
            || FindTransport(SipProtocol.Tcp, flow.Remote.Address) is not { } tcp)
        {
            return new OutgoingRequest(request, bytes, flow, branch, Fallback: null);
        }
        var connected = new SipFlow(tcp, flow.Remote);
        return new OutgoingRequest(request, Address(request, connected, branch), connected, branch, Fallback: flow);
    }

    private bool IsDatagramOnly(IPEndPoint remote)
    {
        if (!_datagramOnly.TryGetValue(remote, out var since))
        {
            return false;
        }
        if (Loop.TimeProvider.GetElapsedTime(since) < DatagramOnlyTime)
        {
            return true;
        }
        _datagramOnly.Remove(remote);
        return false;
    }

    // On any thread. Of what is not a request of a transaction nobody waits to hear: a response or an ACK is asked for again.
    private void OnUndelivered(ISipTransport transport, IPEndPoint remote, ReadOnlyMemory<byte> bytes)
    {
        if (!SipParser.TryParse(bytes.Span, out var message).Ok || !message.IsRequest || message.TopVia?.Branch is not { } branch)
        {
            return;
        }
        var key = new ClientKey(branch, message.Method);
        var flow = new SipFlow(transport, remote);
        Loop.Post(() =>
        {
            if (_clients.TryGetValue(key, out var transaction) && transaction.Flow == flow)
            {
                transaction.OnUndelivered();
            }
        });
    }
}
