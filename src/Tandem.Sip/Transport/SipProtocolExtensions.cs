using Tandem.Sip.Messages;

namespace Tandem.Sip.Transport;

/// <summary>What a <see cref="SipProtocol"/> means on the wire.</summary>
public static class SipProtocolExtensions
{
    /// <summary>Whether the transport itself retransmits, so that transactions need not (RFC 3261 17).</summary>
    public static bool IsReliable(this SipProtocol protocol) => protocol != SipProtocol.Udp;

    /// <summary>Whether nobody on the way can read along.</summary>
    public static bool IsSecure(this SipProtocol protocol) => protocol is SipProtocol.Tls or SipProtocol.Wss;

    /// <summary>The port where a URI names none (RFC 3261 19.1.2, RFC 7118 5.3): 5060, and with TLS 5061; 80 and 443 for WebSocket.</summary>
    public static int DefaultPort(this SipProtocol protocol) => protocol switch
    {
        SipProtocol.Tls => 5061,
        SipProtocol.Ws => 80,
        SipProtocol.Wss => 443,
        _ => 5060,
    };

    /// <summary>
    /// The protocol that a URI asks for by its scheme and its <c>transport</c> parameter: one that is encrypted for <c>sips</c> (RFC 3261 26.2.2,
    /// RFC 5630), else UDP where it says nothing that we know.
    /// </summary>
    public static SipProtocol OfUri(SipUri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var isSecure = uri.Scheme == "sips";
        return uri.Transport?.ToUpperInvariant() switch
        {
            "TCP" => isSecure ? SipProtocol.Tls : SipProtocol.Tcp,
            "TLS" => SipProtocol.Tls,
            "WS" => isSecure ? SipProtocol.Wss : SipProtocol.Ws,
            "WSS" => SipProtocol.Wss,
            _ => isSecure ? SipProtocol.Tls : SipProtocol.Udp,
        };
    }

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
