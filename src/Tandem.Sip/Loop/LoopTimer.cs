namespace Tandem.Sip.Loop;

/// <summary>
/// A restartable one-shot timer that fires on its <see cref="SignalLoop"/>. One object serves a state machine for its
/// whole life, so starting and stopping allocate nothing. All members belong to the loop's thread.
/// </summary>
public sealed class LoopTimer
{
    private readonly SignalLoop _loop;
    private readonly Action<object> _callback;
    private readonly object _state;

    /// <summary>Creates a stopped timer.</summary>
    /// <param name="loop">The loop on which the callback runs.</param>
    /// <param name="callback">What happens when the timer fires.</param>
    public LoopTimer(SignalLoop loop, Action callback)
    {
        ArgumentNullException.ThrowIfNull(loop);
        ArgumentNullException.ThrowIfNull(callback);
        _loop = loop;
        _callback = static action => ((Action)action)();
        _state = callback;
    }

    /// <summary>Creates a stopped timer whose callback is shared by many timers, so that none needs a delegate of its own.</summary>
    /// <param name="loop">The loop on which the callback runs.</param>
    /// <param name="callback">What happens when the timer fires.</param>
    /// <param name="state">What the callback gets.</param>
    internal LoopTimer(SignalLoop loop, Action<object> callback, object state)
    {
        _loop = loop;
        _callback = callback;
        _state = state;
    }

    /// <summary>Whether the timer is going to fire.</summary>
    public bool IsRunning => Slot >= 0;

    /// <summary>Tick at which the timer is due; meaningful only while it runs.</summary>
    internal long DueTick { get; set; }

    /// <summary>Index of the wheel slot that holds the timer, -1 while stopped.</summary>
    internal int Slot { get; set; } = -1;

    internal LoopTimer? Next { get; set; }

    internal LoopTimer? Previous { get; set; }

    /// <summary>Starts the timer, or starts it anew where it runs already.</summary>
    /// <param name="delay">Time until it fires; zero or less means at the next turn of the loop. Resolution: 10 ms, never early.</param>
    public void Start(TimeSpan delay) => _loop.StartTimer(this, delay);

    /// <summary>Stops the timer; does nothing where it is stopped.</summary>
    public void Stop() => _loop.StopTimer(this);

    internal void Fire() => _callback(_state);
}
