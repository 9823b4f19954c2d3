namespace Tandem.Sip.Headers;

/// <summary>Why a notifier ended a subscription, as Subscription-State says it (RFC 6665 section 4.1.3).</summary>
public static class SubscriptionReason
{
    /// <summary>Subscribe again at once: the notifier moves.</summary>
    public const string Deactivated = "deactivated";

    /// <summary>Subscribe again later.</summary>
    public const string Probation = "probation";

    /// <summary>Not allowed: do not subscribe again.</summary>
    public const string Rejected = "rejected";

    /// <summary>It was not refreshed in time; one may subscribe again.</summary>
    public const string Timeout = "timeout";

    /// <summary>Nobody allowed it in time; one may subscribe again.</summary>
    public const string GiveUp = "giveup";

    /// <summary>What it was about is gone: do not subscribe again.</summary>
    public const string NoResource = "noresource";

    /// <summary>What it was about will never change again.</summary>
    public const string Invariant = "invariant";
}
