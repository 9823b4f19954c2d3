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
        if (flow.Transport.Protocol.IsReliable() || request.TopVia is not { } via || via.HasRPort)
        {
            return flow;
        }
        var port = via.Port is > 0 and <= 65_535 ? via.Port.Value : DefaultPort;
        return new SipFlow(flow.Transport, new IPEndPoint(flow.Remote.Address, port));
    }
}
