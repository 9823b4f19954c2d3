namespace Tandem.Sip.Sdp;

/// <summary>How a session's media may be encrypted, by keys in its descriptions (RFC 4568).</summary>
public sealed record MediaProtection
{
    /// <summary>Our suites in order of preference; at least one.</summary>
    public required IReadOnlyList<SdpCryptoSuite> Suites { get; init; }

    /// <summary>Whether our first offer asks for encryption (RTP/SAVP); default false: it is taken where the peer asks for it.</summary>
    public bool IsOffered { get; init; }

    /// <summary>Whether media in the clear is refused; default false.</summary>
    public bool IsRequired { get; init; }
}
