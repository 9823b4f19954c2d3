namespace Tandem.Sip.Transport;

/// <summary>How a <see cref="WebSocketTransport"/> listens by itself.</summary>
public sealed record WebSocketListenOptions
{
    /// <summary>Certificates of secure WebSocket; null, the default, for the unencrypted one.</summary>
    public SipTlsOptions? Tls { get; init; }

    /// <summary>
    /// Origins, such as <c>https://phone.example</c>, whose pages may connect (RFC 6455 10.2); null, the default, for all. Programs that are no
    /// browsers send none, and always may.
    /// </summary>
    public IReadOnlyList<string>? AllowedOrigins { get; init; }

    /// <summary>Silence after which a ping is sent, and after which a peer that does not answer it is let go; default 30 s.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(30);
}
