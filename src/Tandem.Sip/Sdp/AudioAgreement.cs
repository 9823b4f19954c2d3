using System.Net;

namespace Tandem.Sip.Sdp;

/// <summary>What an offer and its answer came to for the audio of a session.</summary>
/// <param name="Codec">The codec that both sides use, with the peer's payload type and format parameters.</param>
/// <param name="TelephoneEventPayloadType">Payload type of telephone-event (RFC 4733), 96 to 127; null where the peer has none.</param>
/// <param name="Remote">Where the peer wants its media.</param>
/// <param name="RemoteDirection">Which way media flows as the peer says it: sendonly or inactive is a hold.</param>
public sealed record AudioAgreement(MediaFormat Codec, int? TelephoneEventPayloadType, IPEndPoint Remote, SdpDirection RemoteDirection)
{
    /// <summary>The key of what we send; null for media in the clear.</summary>
    public SdpCrypto? LocalCrypto { get; init; }

    /// <summary>The key of what the peer sends; null for media in the clear.</summary>
    public SdpCrypto? RemoteCrypto { get; init; }

    /// <summary>Whether RTCP shares the RTP port (RFC 5761).</summary>
    public bool RtcpMux { get; init; }

    /// <summary>Where the peer wants RTCP (RFC 3605); without meaning with <see cref="RtcpMux"/>.</summary>
    public IPEndPoint? RemoteRtcp { get; init; }
}
