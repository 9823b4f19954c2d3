namespace Tandem.Sip.Transport;

/// <summary>What a <see cref="SipProtocol"/> means on the wire.</summary>
public static class SipProtocolExtensions
{
    /// <summary>Whether the transport itself retransmits, so that transactions need not (RFC 3261 17).</summary>
    public static bool IsReliable(this SipProtocol protocol) => protocol != SipProtocol.Udp;

    /// <summary>The protocol as a Via header names it, for example <c>UDP</c>.</summary>
    public static string ToViaName(this SipProtocol protocol) => protocol switch
    {
        SipProtocol.Udp => "UDP",
        SipProtocol.Tcp => "TCP",
        SipProtocol.Tls => "TLS",
        SipProtocol.Ws => "WS",
        _ => "WSS",
    };
}
