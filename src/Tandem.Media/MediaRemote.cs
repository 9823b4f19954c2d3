using System.Net;
using Tandem.Media.Codecs;
using Tandem.Media.Srtp;

namespace Tandem.Media;

/// <summary>What the other end of a channel negotiated: where it wants its media and in which encoding.</summary>
public sealed record MediaRemote
{
    /// <summary>
    /// The RTP address from the peer's session description. Media goes here until the peer's packets prove that they come from elsewhere
    /// (symmetric RTP, RFC 4961). The family must suit <see cref="MediaOptions.Address"/>; the port is 1 to 65535.
    /// </summary>
    public required IPEndPoint EndPoint { get; init; }

    /// <summary>The audio encoding, the same in both directions.</summary>
    public required AudioCodec Codec { get; init; }

    /// <summary>
    /// The payload type of the codec in both directions, 0 to 127; <see langword="null"/> for
    /// <see cref="AudioCodecs.DefaultPayloadType"/>.
    /// </summary>
    public int? PayloadType { get; init; }

    /// <summary>The payload type of telephone-event (RFC 4733), 96 to 127; <see langword="null"/> where it was not negotiated.</summary>
    public int? TelephoneEventPayloadType { get; init; }

    /// <summary>Whether RTCP shares the RTP ports, at both ends (RFC 5761); default false.</summary>
    public bool RtcpMux { get; init; }

    /// <summary>
    /// Where the peer wants RTCP (RFC 3605); <see langword="null"/> for the port after that of <see cref="EndPoint"/>. Without meaning with
    /// <see cref="RtcpMux"/>.
    /// </summary>
    public IPEndPoint? RtcpEndPoint { get; init; }

    /// <summary>The keys of SRTP; <see langword="null"/> for media in the clear. Media of the other kind is refused.</summary>
    public SrtpParameters? Srtp { get; init; }

    /// <summary>
    /// The address that the peer's signalling came from, when known. A peer behind a NAT usually sends its media from there too, so a source
    /// with this address is believed over any other stranger.
    /// </summary>
    public IPAddress? SignalledFrom { get; init; }

    internal void Validate(IPAddress local)
    {
        ArgumentNullException.ThrowIfNull(EndPoint);
        if (EndPoint.Port == 0)
            throw new ArgumentException("The port of the remote end point must not be 0.", nameof(EndPoint));
        if (!Codec.IsAvailable())
            throw new ArgumentException($"The codec {Codec} is not available.", nameof(Codec));
        if (PayloadType is < 0 or > 127)
            throw new ArgumentException("The payload type must be between 0 and 127.", nameof(PayloadType));
        if (TelephoneEventPayloadType is < 96 or > 127)
            throw new ArgumentException("The telephone-event payload type must be between 96 and 127.", nameof(TelephoneEventPayloadType));
        Srtp?.Validate();
        bool reachable = EndPoint.AddressFamily == local.AddressFamily
            || (local.Equals(IPAddress.IPv6Any) && EndPoint.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork)
            || EndPoint.Address.IsIPv4MappedToIPv6;
        if (!reachable)
            throw new ArgumentException($"The remote address {EndPoint.Address} cannot be reached from {local}.", nameof(EndPoint));
    }
}
