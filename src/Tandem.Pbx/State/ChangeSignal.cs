namespace Tandem.Pbx.State;

/// <summary>
/// Wakes those who wait for the next change: at once after a quiet time, otherwise together with what comes within an interval. A busy
/// model so pays for a few hundred wake-ups a second, not for one a change. It goes by the machine's clock, whatever clock the model has.
/// </summary>
internal sealed class ChangeSignal
{
    private readonly Lock _gate = new();
    private readonly TimeSpan _interval;
    private readonly ITimer _timer;
    private TaskCompletionSource? _next;
    private long _last;
    private bool _isScheduled;

    internal ChangeSignal(TimeSpan interval)
    {
        _interval = interval;
        _last = TimeProvider.System.GetTimestamp() - (long)(interval.TotalSeconds * TimeProvider.System.TimestampFrequency);
        _timer = TimeProvider.System.CreateTimer(static signal => ((ChangeSignal)signal!).Raise(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Completes after the next change, on another thread than the writer's.</summary>
    internal Task NextAsync()
    {
        lock (_gate)
        {
            _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _next.Task;
        }
    }

    /// <summary>Says that there is a change. It costs the writer the same for one who waits as for a thousand.</summary>
    internal void Changed()
    {
        lock (_gate)
        {
            if (_next is null || _isScheduled)
                return;
            TimeSpan rest = _interval - TimeProvider.System.GetElapsedTime(_last);
            _isScheduled = true;
            if (rest > TimeSpan.Zero)
                _timer.Change(rest, Timeout.InfiniteTimeSpan);
            else
                ThreadPool.UnsafeQueueUserWorkItem(static signal => signal.Raise(), this, preferLocal: false);
        }
    }

    private void Raise()
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            (waiting, _next) = (_next, null);
            _isScheduled = false;
            _last = TimeProvider.System.GetTimestamp();
        }

        waiting?.SetResult();
    }
}
