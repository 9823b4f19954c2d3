using System.Net;

namespace Tandem.Sip.Transport;

/// <summary>A way to a peer: one of our transports, and the peer's address there.</summary>
/// <param name="Transport">Our transport.</param>
/// <param name="Remote">The peer's address.</param>
public readonly record struct SipFlow(ISipTransport Transport, IPEndPoint Remote)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Transport.Protocol.ToViaName().ToLowerInvariant()}:{Remote}";
}
