namespace Tandem.Media.Engine;

/// <summary>
/// The even ports of the range. The one that was returned longest ago is given out first, and none before it has rested. Used when calls
/// begin and end, not by packets.
/// </summary>
internal sealed class PortPool
{
    private const long NeverUsed = long.MinValue;

    private readonly Lock _lock = new();
    private readonly Queue<(int Port, long Since)> _ports = new();
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _rest;

    public PortPool(int first, int last, TimeSpan rest, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _rest = rest;
        for (int port = first + (first & 1); port < last; port += 2)
            _ports.Enqueue((port, NeverUsed));
        Size = _ports.Count;
    }

    /// <summary>How many ports there are, used or not.</summary>
    public int Size { get; }

    /// <summary>Takes a port that has rested.</summary>
    /// <returns><see langword="false"/> where there is none now.</returns>
    public bool TryTake(out int port)
    {
        lock (_lock)
        {
            port = 0;
            if (!_ports.TryPeek(out var next) || !HasRested(next.Since))
                return false;
            port = _ports.Dequeue().Port;
            return true;
        }
    }

    /// <summary>Returns a port, to rest.</summary>
    public void Return(int port)
    {
        lock (_lock)
            _ports.Enqueue((port, _timeProvider.GetTimestamp()));
    }

    /// <summary>Whether so many ports can be taken now.</summary>
    public bool HasFree(int wanted)
    {
        lock (_lock)
        {
            if (_ports.Count < wanted)
                return false;
            foreach (var (_, since) in _ports)
            {
                // Whoever waited longest is first: where this one has rested, so have those before it.
                if (--wanted <= 0)
                    return wanted < 0 || HasRested(since);
            }

            return wanted <= 0;
        }
    }

    /// <summary>Counts the ports that can be taken now and those that still rest.</summary>
    public (int Free, int Resting) Count()
    {
        lock (_lock)
        {
            int free = 0;
            foreach (var (_, since) in _ports)
            {
                if (!HasRested(since))
                    break;
                free++;
            }

            return (free, _ports.Count - free);
        }
    }

    private bool HasRested(long since) => since == NeverUsed || _timeProvider.GetElapsedTime(since) >= _rest;
}
