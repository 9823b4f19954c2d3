namespace Tandem.Sip.Digest;

/// <summary>What <see cref="DigestServer"/> thinks of credentials.</summary>
public enum DigestVerdict
{
    /// <summary>They are right, and were not used before.</summary>
    Accepted,

    /// <summary>The response is right but the nonce is too old: challenge again with stale=true.</summary>
    Stale,

    /// <summary>The response is right but the nonce (or opaque) is none of ours, as after a restart: challenge again with stale=true.</summary>
    WrongNonce,

    /// <summary>The response is right but the nonce count is not above the last one: challenge again with stale=true.</summary>
    Replayed,

    /// <summary>The response is wrong: the password is, or the user is unknown.</summary>
    WrongResponse,

    /// <summary>They are for another realm.</summary>
    WrongRealm,

    /// <summary>The algorithm is unknown, or not that of the HA1.</summary>
    WrongAlgorithm,

    /// <summary>qop is not <c>auth</c>, or cnonce, nc or response are missing or malformed.</summary>
    Malformed,
}
