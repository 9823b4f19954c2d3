using System.Net;

namespace Tandem.Sip.Transport;

/// <summary>A way to a peer: one of our transports, and the peer's address there. Two are the same where these are.</summary>
/// <param name="Transport">Our transport.</param>
/// <param name="Remote">The peer's address.</param>
public readonly record struct SipFlow(ISipTransport Transport, IPEndPoint Remote)
{
    /// <summary>The host that the peer must prove to be where the transport is encrypted (RFC 5922 7); null for whoever is at the address.</summary>
    public string? Host { get; init; }

    /// <inheritdoc/>
    public bool Equals(SipFlow other) => ReferenceEquals(Transport, other.Transport) && Equals(Remote, other.Remote);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Transport, Remote);

    /// <inheritdoc/>
    public override string ToString() => $"{Transport.Protocol.ToViaName().ToLowerInvariant()}:{Remote}";
}
