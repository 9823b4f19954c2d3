namespace Tandem.Asterisk.Tests.Live.Steering;

/// <summary>A clock whose timers fire many times sooner than they are told, from when a test says so: for time-outs that it awaits.</summary>
internal sealed class QuickClock : TimeProvider
{
    private const int Speed = 1000;

    /// <summary>Whether timers that are started from now on fire sooner.</summary>
    public bool IsQuick { get; set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new QuickTimer(System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period)), Shorten);

    private TimeSpan Shorten(TimeSpan time) => IsQuick && time > TimeSpan.Zero ? TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMillisecond, time.Ticks / Speed)) : time;

    private sealed class QuickTimer(ITimer timer, Func<TimeSpan, TimeSpan> shorten) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(shorten(dueTime), shorten(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
