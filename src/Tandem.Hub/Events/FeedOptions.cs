using Tandem.Pbx.Feed;

namespace Tandem.Hub.Events;

/// <summary>The limits of the event feed.</summary>
internal sealed record FeedOptions
{
    /// <summary>The default limits.</summary>
    public static FeedOptions Default { get; } = new();

    /// <summary>How many subscribers there may be at once. Default 2,000.</summary>
    public int MaxSubscribers { get; init; } = 2_000;

    /// <summary>How many changes a subscriber may fall behind before it is told to restart. Default 4,096.</summary>
    public int Capacity { get; init; } = Watcher.DefaultCapacity;

    /// <summary>How long a subscriber may take no bytes. Default 10 s.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a quiet line is used, so that nothing on the way takes it for dead. Default 15 s.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the end of a connection may take. Default 2 s.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many tickets may be outstanding. Default 1,000.</summary>
    public int MaxTickets { get; init; } = 1_000;

    /// <summary>How long a ticket may be used. Default 30 s.</summary>
    public TimeSpan TicketLifetime { get; init; } = TimeSpan.FromSeconds(30);
}
