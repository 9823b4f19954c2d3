namespace Tandem.Sip.Digest;

/// <summary>Settings of a <see cref="DigestServer"/>.</summary>
public sealed record DigestServerOptions
{
    /// <summary>How long a nonce is good for; default 5 minutes, from 1 second to 1 day.</summary>
    public TimeSpan NonceLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How many used nonces are remembered at most (about 50 bytes each); default 200,000, at least 16. Beyond it the oldest nonces become
    /// stale early; a replay is never let through.
    /// </summary>
    public int MaxUsedNonces { get; init; } = 200_000;

    /// <summary>How long a challenge may wait for its first answer, from 1 second to <see cref="NonceLifetime"/>; null, the default, for as long as a nonce lives.</summary>
    public TimeSpan? ChallengeLifetime { get; init; }

    /// <summary>How many requests one nonce serves, 1 or more, before a fresh one is wanted; null, the default, for no limit.</summary>
    public int? MaxUses { get; init; }

    internal void Validate()
    {
        if (NonceLifetime < TimeSpan.FromSeconds(1) || NonceLifetime > TimeSpan.FromDays(1))
        {
            throw new ArgumentOutOfRangeException(nameof(NonceLifetime), NonceLifetime, "NonceLifetime is from 1 second to 1 day.");
        }
        if (ChallengeLifetime < TimeSpan.FromSeconds(1) || ChallengeLifetime > NonceLifetime)
        {
            throw new ArgumentOutOfRangeException(nameof(ChallengeLifetime), ChallengeLifetime, "ChallengeLifetime is from 1 second to NonceLifetime.");
        }
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxUsedNonces, 16, nameof(MaxUsedNonces));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxUses ?? 1, 1, nameof(MaxUses));
    }
}
