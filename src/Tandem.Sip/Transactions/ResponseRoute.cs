using System.Net;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Transactions;

/// <summary>Where the responses to a request go: RFC 3261 18.2.2 and RFC 3581.</summary>
internal readonly struct ResponseRoute
{
    private const int DefaultPort = 5060;

    private readonly SipFlow _flow;
    private readonly int? _sentByPort;

    public ResponseRoute(SipMessage request, SipFlow flow)
    {
        _flow = flow;
        if (request.TopVia is { } via && (flow.Transport.Protocol.IsReliable() || !via.HasRPort))
        {
            _sentByPort = via.Port is > 0 and <= 65_535 ? via.Port.Value : DefaultPort;
        }
    }

    /// <summary>The way that a response takes now.</summary>
    public SipFlow Flow
    {
        get
        {
            if (_sentByPort is not { } port || (_flow.Transport.Protocol.IsReliable() && _flow.Transport.IsOpen(_flow.Remote)))
            {
                return _flow;
            }
            // The way back of a datagram without rport; or the connection is gone, and a new one is opened to where the peer listens.
            return new SipFlow(_flow.Transport, new IPEndPoint(_flow.Remote.Address, port));
        }
    }
}
