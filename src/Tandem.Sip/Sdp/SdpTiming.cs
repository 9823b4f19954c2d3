namespace Tandem.Sip.Sdp;

/// <summary>The <c>t=</c> line (RFC 8866 section 5.9).</summary>
/// <param name="Start">Seconds since 1900; 0 for now.</param>
/// <param name="Stop">Seconds since 1900; 0 for no end.</param>
public readonly record struct SdpTiming(ulong Start, ulong Stop);
