namespace Tandem.Switch.Subscriptions;

/// <summary>Settings of lamps, presence and message waiting: what phones may watch by SUBSCRIBE (RFC 6665).</summary>
public sealed record SubscriptionOptions
{
    /// <summary>Most subscriptions of one account at a time, 1 or more; a further one is answered with 403; default 250.</summary>
    public int MaxPerUser { get; init; } = 250;

    /// <summary>Most subscriptions at a time, 1 or more; a further one is answered with 503; default 20,000.</summary>
    public int Max { get; init; } = 20_000;

    /// <summary>The shortest subscription; a shorter one that is no fetch is answered with 423; default 60 s.</summary>
    public TimeSpan MinExpires { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest subscription; default 3,600 s.</summary>
    public TimeSpan MaxExpires { get; init; } = TimeSpan.FromSeconds(3600);

    /// <summary>Most notifications at once, 1 or more; between two such batches other signalling has 10 ms. Default 20.</summary>
    public int NotificationsAtOnce { get; init; } = 20;
}
