namespace Tandem.Pbx.Model;

/// <summary>A phone that has registered for an extension.</summary>
public sealed record ExtensionContact
{
    /// <summary>Its address (a SIP URI or host).</summary>
    public required string Address { get; init; }

    /// <summary>Its port, 1 to 65535, where known.</summary>
    public int? Port { get; init; }

    /// <summary>The SIP transport in lower case: <c>udp</c>, <c>tcp</c>, <c>tls</c>, <c>ws</c>, <c>wss</c>.</summary>
    public string? Transport { get; init; }

    /// <summary>It is a browser, over WebSocket.</summary>
    public bool IsWebSocket => Transport is "ws" or "wss";

    /// <summary>The phone's own words about itself (User-Agent).</summary>
    public string? UserAgent { get; init; }

    /// <summary>The codecs that it offers, best first.</summary>
    public ValueList<string> Codecs { get; init; } = [];

    /// <summary>It was not heard for long, although its registration has not run out.</summary>
    public bool Stale { get; init; }

    /// <summary>When the registration runs out.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
