using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tandem.Sip.Loop;

/// <summary>
/// The one thread on which all signalling of an endpoint happens: transactions, dialogs, calls and their timers. Because
/// only this thread touches them, none of them has a lock. Work from elsewhere is posted; awaited work returns here by the
/// loop's <see cref="SynchronizationContext"/>.
/// </summary>
/// <remarks>
/// <see cref="Start"/> gives the loop a thread. A loop that is never started is driven by <see cref="RunPending"/> instead: with a
/// manual <see cref="TimeProvider"/> that makes a whole exchange run step by step in a test.
/// </remarks>
public sealed partial class SignalLoop : IDisposable
{
    private readonly AutoResetEvent _wake = new(false);
    private readonly TimerWheel _wheel = new();
    private readonly Action<LoopTimer> _fire;
    private readonly ITimer _alarm;
    private readonly LoopSynchronizationContext _context;
    private readonly ILogger _logger;
    private readonly long _startTimestamp;
    private Thread? _thread;
    private int _sleeping;
    private bool _rang;
    private long _armedTick = long.MaxValue;
    private volatile bool _stopping;

    /// <summary>Creates a loop that does not run yet.</summary>
    /// <param name="timeProvider">The clock of every timer; the system's where null.</param>
    /// <param name="logger">Gets exceptions that escape from work items.</param>
    public SignalLoop(TimeProvider? timeProvider = null, ILogger<SignalLoop>? logger = null)
    {
        TimeProvider = timeProvider ?? TimeProvider.System;
        _logger = logger ?? NullLogger<SignalLoop>.Instance;
        _startTimestamp = TimeProvider.GetTimestamp();
        _context = new LoopSynchronizationContext(this);
        _fire = FireTimer;
        _alarm = TimeProvider.CreateTimer(static loop => ((SignalLoop)loop!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The loop's clock.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>Number of running timers.</summary>
    public int ActiveTimers => _wheel.Count;

    /// <summary>Whether the caller is on the loop's thread (always, for a loop without one).</summary>
    public bool IsOnLoop => _thread is null || Thread.CurrentThread == _thread;

    /// <summary>Starts the loop's thread.</summary>
    /// <param name="name">The thread's name, as debuggers show it.</param>
    /// <exception cref="InvalidOperationException">The loop runs already.</exception>
    public void Start(string name = "tandem-signalling")
    {
        if (_thread is not null)
        {
            throw new InvalidOperationException("The signalling loop runs already.");
        }
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>
    /// Runs everything that is queued and every timer that is due, until nothing is left to do now. Only for a loop without a thread.
    /// </summary>
    /// <exception cref="InvalidOperationException">The loop has a thread of its own.</exception>
    public void RunPending()
    {
        if (_thread is not null)
        {
            throw new InvalidOperationException("The signalling loop has a thread of its own.");
        }
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_context);
        try
        {
            while (RunOnce())
            {
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    /// <summary>Time until the next timer may be due; null when none runs. Only for a loop without a thread.</summary>
    public TimeSpan? UntilNextTimer =>
        _wheel.NextTick is { } tick ? TimeSpan.FromMilliseconds(Math.Max(0, (tick * TimerWheel.TickMilliseconds) - ElapsedMilliseconds)) : null;

    /// <summary>Stops the loop after the work that is queued now; waits for its thread at most 5 s.</summary>
    public void Dispose()
    {
        if (_stopping)
        {
            return;
        }
        _stopping = true;
        _wake.Set();
        if (_thread is not null && Thread.CurrentThread != _thread)
        {
            _thread.Join(TimeSpan.FromSeconds(5));
        }
        _alarm.Dispose();
    }

    internal void StartTimer(LoopTimer timer, TimeSpan delay)
    {
        // Rounded up, and counted from now rather than from the wheel's last turn: a timer is never early.
        var due = ElapsedMilliseconds + Math.Max(0, (long)Math.Ceiling(delay.TotalMilliseconds));
        _wheel.Add(timer, (due + TimerWheel.TickMilliseconds - 1) / TimerWheel.TickMilliseconds);
        if (timer.DueTick < _armedTick)
        {
            Arm(timer.DueTick);
        }
    }

    internal void StopTimer(LoopTimer timer) => _wheel.Remove(timer);

    private long ElapsedMilliseconds => (long)TimeProvider.GetElapsedTime(_startTimestamp).TotalMilliseconds;

    private void Wake() => _wake.Set();

    private void Ring()
    {
        Volatile.Write(ref _rang, true);
        Wake();
    }

    private void Run()
    {
        SynchronizationContext.SetSynchronizationContext(_context);
        while (true)
        {
            if (RunOnce())
            {
                continue;
            }
            if (_stopping)
            {
                return;
            }
            // Announced before the last look at the queue, so that a post in between is not slept over.
            Interlocked.Exchange(ref _sleeping, 1);
            if (_queue.IsEmpty && !_stopping)
            {
                _wake.WaitOne();
            }
            Volatile.Write(ref _sleeping, 0);
        }
    }

    private bool RunOnce()
    {
        var busy = false;
        for (var budget = 256; budget > 0 && _queue.TryDequeue(out var item); budget--)
        {
            Interlocked.Decrement(ref _pending);
            busy = true;
            try
            {
                item.Work(item.State);
            }
            catch (Exception exception)
            {
                LogWorkFailed(exception);
            }
        }
        if (Volatile.Read(ref _rang))
        {
            Volatile.Write(ref _rang, false);
            _armedTick = long.MaxValue;
        }
        var tick = ElapsedMilliseconds / TimerWheel.TickMilliseconds;
        if (tick > _wheel.CurrentTick)
        {
            _wheel.AdvanceTo(tick, _fire);
        }
        if (!busy && _wheel.NextTick is { } next && next < _armedTick)
        {
            Arm(next);
        }
        return busy || !_queue.IsEmpty;
    }

    private void FireTimer(LoopTimer timer)
    {
        try
        {
            timer.Fire();
        }
        catch (Exception exception)
        {
            LogWorkFailed(exception);
        }
    }

    private void Arm(long tick)
    {
        _armedTick = tick;
        var wait = Math.Max(0, (tick * TimerWheel.TickMilliseconds) - ElapsedMilliseconds);
        _alarm.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(1001, LogLevel.Error, "A signalling step failed; the exchange goes on")]
    private partial void LogWorkFailed(Exception exception);
}
