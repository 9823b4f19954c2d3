namespace Tandem.Sip.Digest;

/// <summary>The hash of a digest (RFC 7616 section 3.3, RFC 8760).</summary>
public enum DigestAlgorithm
{
    /// <summary>One that this library does not know, such as the <c>-sess</c> variants. It is never answered nor accepted.</summary>
    Unknown,

    /// <summary>MD5: what all phones know, and what a challenge without an algorithm means.</summary>
    Md5,

    /// <summary>SHA-256 (RFC 8760).</summary>
    Sha256,
}
