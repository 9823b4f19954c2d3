using Tandem.Pbx.Model;

namespace Tandem.Switch.Calls.Policy;

/// <summary>How many calls a user has and has begun, in all or to one class of numbers. Belongs to the signalling loop.</summary>
/// <param name="maxCalls">Calls at a time; 0 for no limit.</param>
/// <param name="maxCallsPerSecond">Calls a second; 0 for no limit.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class CallAllowance(int maxCalls, int maxCallsPerSecond, TimeProvider timeProvider)
{
    private readonly Queue<long> _begun = new();
    private int _calls;

    /// <summary>Why another call is too much now; null where it is not.</summary>
    public HangupCause? Obstacle
    {
        get
        {
            while (_begun.TryPeek(out var oldest) && timeProvider.GetElapsedTime(oldest) >= TimeSpan.FromSeconds(1))
            {
                _begun.Dequeue();
            }
            return maxCalls > 0 && _calls >= maxCalls ? HangupCause.CallLimit
                : maxCallsPerSecond > 0 && _begun.Count >= maxCallsPerSecond ? HangupCause.CallRate
                : null;
        }
    }

    /// <summary>Counts a call that begins.</summary>
    public void Take()
    {
        _calls++;
        if (maxCallsPerSecond > 0)
        {
            _begun.Enqueue(timeProvider.GetTimestamp());
        }
    }

    /// <summary>A call is over.</summary>
    public void Return() => _calls--;
}
