namespace Tandem.Sip.Headers;

/// <summary>Where a subscription stands (RFC 6665 section 4.1.3).</summary>
public enum SubscriptionStatus
{
    /// <summary>Accepted, but not yet decided upon: what is told is little.</summary>
    Pending,

    /// <summary>Accepted.</summary>
    Active,

    /// <summary>Over.</summary>
    Terminated,
}
