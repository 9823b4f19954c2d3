using System.Net;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Transactions;

/// <summary>Where a response goes: RFC 3261 18.2.2 and RFC 3581.</summary>
internal static class ResponseRoute
{
    private const int DefaultPort = 5060;

    public static SipFlow For(SipMessage request, SipFlow flow)
    {
        if (request.TopVia is not { } via || (flow.Transport.Protocol.IsReliable() ? flow.Transport.IsOpen(flow.Remote) : via.HasRPort))
        {
            return flow;
        }
        // The way back of a datagram without rport; or the connection is gone, and a new one is opened to where the peer listens.
        var port = via.Port is > 0 and <= 65_535 ? via.Port.Value : DefaultPort;
        return new SipFlow(flow.Transport, new IPEndPoint(flow.Remote.Address, port));
    }
}
