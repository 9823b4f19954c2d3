namespace Tandem.Sip.Sdp;

/// <summary>A <c>b=</c> line (RFC 8866 section 5.8).</summary>
/// <param name="Type"><c>AS</c> and <c>CT</c> count in kilobits a second, <c>TIAS</c> in bits a second.</param>
/// <param name="Value">How many.</param>
public readonly record struct SdpBandwidth(string Type, ulong Value);
