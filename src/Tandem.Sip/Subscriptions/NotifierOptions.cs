namespace Tandem.Sip.Subscriptions;

/// <summary>What a user agent grants to subscribers (RFC 6665 section 4.2).</summary>
public sealed record NotifierOptions
{
    /// <summary>The event packages that are served, for example <c>dialog</c>; another one is refused with 489.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>The shortest subscription; a shorter one that is no fetch is refused with 423. Default 60 s.</summary>
    public TimeSpan MinExpires { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest subscription, granted too where none is asked for; default 3,600 s.</summary>
    public TimeSpan MaxExpires { get; init; } = TimeSpan.FromSeconds(3600);

    /// <summary>The least time between two notifications of one subscription; what changes in between is told together. Default 1 s (RFC 4235 section 3.10).</summary>
    public TimeSpan MinInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Most subscriptions at a time; beyond it 503 is sent. Default 100,000.</summary>
    public int MaxSubscriptions { get; init; } = 100_000;
}
