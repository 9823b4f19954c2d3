using Tandem.Hub.Events;

namespace Tandem.Hub.Basix;

/// <summary>Counts the connections of each token, so that one that gets lost in its loops does not take all places.</summary>
internal sealed class BasixConnections(BasixOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<FeedSubscriber>> _connections = [];

    /// <summary>Takes a place.</summary>
    /// <param name="token">The name of the token.</param>
    /// <param name="subscriber">The connection.</param>
    /// <param name="force">Whether the oldest connection goes where all places are taken.</param>
    /// <returns>False when all are taken.</returns>
    public bool TryEnter(string token, FeedSubscriber subscriber, bool force)
    {
        FeedSubscriber? replaced = null;
        lock (_gate)
        {
            if (!_connections.TryGetValue(token, out var own))
            {
                _connections.Add(token, own = []);
            }
            if (own.Count >= options.MaxConnections)
            {
                if (!force)
                {
                    return false;
                }
                replaced = own[0];
                own.RemoveAt(0);
            }
            own.Add(subscriber);
        }
        replaced?.End(FeedEnd.Replaced);
        return true;
    }

    /// <summary>Gives a place back.</summary>
    /// <param name="token">The name of the token.</param>
    /// <param name="subscriber">The connection.</param>
    public void Leave(string token, FeedSubscriber subscriber)
    {
        lock (_gate)
        {
            if (_connections.TryGetValue(token, out var own) && own.Remove(subscriber) && own.Count == 0)
            {
                _connections.Remove(token);
            }
        }
    }
}
