namespace Tandem.Hub.Events;

/// <summary>Counts the subscribers of the feed, so that there are never too many.</summary>
internal sealed class FeedSubscribers(FeedOptions options)
{
    private int _count;

    /// <summary>Takes a place.</summary>
    /// <returns>False when all are taken.</returns>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= options.MaxSubscribers)
        {
            FeedMetrics.Subscribers(1);
            return true;
        }
        Interlocked.Decrement(ref _count);
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void Leave()
    {
        Interlocked.Decrement(ref _count);
        FeedMetrics.Subscribers(-1);
    }
}
