namespace Tandem.Media.Srtp;

/// <summary>How media is encrypted and authenticated.</summary>
public enum SrtpProfile
{
    /// <summary>AES-128 in counter mode, HMAC-SHA1 of 80 bits (RFC 3711).</summary>
    AesCm128HmacSha1Tag80,

    /// <summary>AES-128 in counter mode, HMAC-SHA1 of 32 bits; of 80 for RTCP (RFC 3711).</summary>
    AesCm128HmacSha1Tag32,

    /// <summary>AES-128 in Galois counter mode (RFC 7714).</summary>
    AeadAes128Gcm,

    /// <summary>AES-256 in Galois counter mode (RFC 7714).</summary>
    AeadAes256Gcm,
}
