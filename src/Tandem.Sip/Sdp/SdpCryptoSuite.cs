namespace Tandem.Sip.Sdp;

/// <summary>A way to encrypt media, as <c>a=crypto</c> names it (RFC 4568 section 6.2, RFC 7714 section 14.2).</summary>
/// <param name="Name">For example <c>AES_CM_128_HMAC_SHA1_80</c>.</param>
/// <param name="KeyLength">The length of its master key and salt together, in bytes.</param>
public sealed record SdpCryptoSuite(string Name, int KeyLength);
