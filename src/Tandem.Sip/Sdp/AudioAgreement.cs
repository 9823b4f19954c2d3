using System.Net;

namespace Tandem.Sip.Sdp;

/// <summary>What an offer and its answer came to for the audio of a session.</summary>
/// <param name="Codec">The codec that both sides use, with the peer's payload type and format parameters.</param>
/// <param name="TelephoneEventPayloadType">Payload type of telephone-event (RFC 4733), 96 to 127; null where the peer has none.</param>
/// <param name="Remote">Where the peer wants its media.</param>
/// <param name="RemoteDirection">Which way media flows as the peer says it: sendonly or inactive is a hold.</param>
public sealed record AudioAgreement(MediaFormat Codec, int? TelephoneEventPayloadType, IPEndPoint Remote, SdpDirection RemoteDirection);
