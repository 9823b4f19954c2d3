namespace Tandem.Sip.Digest;

/// <summary>What follows from a verdict.</summary>
public static class DigestVerdicts
{
    /// <summary>Whether the client has the secret and only needs a fresh nonce: challenge again with stale=true, do not count it as a failure.</summary>
    public static bool NeedsFreshNonce(this DigestVerdict verdict) => verdict is DigestVerdict.Stale or DigestVerdict.WrongNonce or DigestVerdict.Replayed;
}
