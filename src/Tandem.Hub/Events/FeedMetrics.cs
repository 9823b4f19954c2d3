using System.Diagnostics.Metrics;

namespace Tandem.Hub.Events;

/// <summary>The instruments of the meter <c>Tandem.Feed</c>.</summary>
internal static class FeedMetrics
{
    private static readonly Meter Meter = new("Tandem.Feed");

    private static readonly UpDownCounter<long> SubscriberCounter =
        Meter.CreateUpDownCounter<long>("tandem.feed.subscribers", "{subscriber}", "Subscribers of the feeds.");

    private static readonly Counter<long> SlowCounter =
        Meter.CreateCounter<long>("tandem.feed.slow", "{subscriber}", "Subscribers that fell too far behind, and were told to restart or closed.");

    /// <summary>Subscribers came or went.</summary>
    /// <param name="delta">How many.</param>
    public static void Subscribers(int delta) => SubscriberCounter.Add(delta);

    /// <summary>A subscriber was too slow.</summary>
    public static void TooSlow() => SlowCounter.Add(1);
}
