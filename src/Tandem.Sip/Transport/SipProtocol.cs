namespace Tandem.Sip.Transport;

/// <summary>Transport protocols of SIP (RFC 3261 18, RFC 7118).</summary>
public enum SipProtocol
{
    /// <summary>UDP: unreliable, transactions retransmit.</summary>
    Udp,

    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>TLS over TCP.</summary>
    Tls,

    /// <summary>WebSocket (RFC 7118).</summary>
    Ws,

    /// <summary>Secure WebSocket (RFC 7118).</summary>
    Wss,
}
