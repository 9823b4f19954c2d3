using Tandem.Sip.Loop;
using Tandem.Sip.Testing;

namespace Tandem.Sip.Tests.Loop;

public sealed class SignalLoopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Work_runs_in_the_order_in_which_it_was_posted_on_one_thread()
    {
        using var loop = new SignalLoop();
        loop.Start();
        var seen = new List<(int Number, int Thread)>();
        for (var i = 0; i < 1000; i++)
        {
            var number = i;
            loop.Post(() => seen.Add((number, Environment.CurrentManagedThreadId)));
        }
        await loop.InvokeAsync(() => { }).WaitAsync(Patience);

        Assert.Equal(Enumerable.Range(0, 1000), seen.Select(entry => entry.Number));
        Assert.Single(seen.Select(entry => entry.Thread).Distinct());
    }

    [Fact]
    public async Task Awaited_work_returns_to_the_loop()
    {
        using var loop = new SignalLoop();
        loop.Start();
        var sameThread = await loop.RunAsync(async () =>
        {
            var before = Environment.CurrentManagedThreadId;
            await Task.Run(() => { });
            return before == Environment.CurrentManagedThreadId;
        }).WaitAsync(Patience);

        Assert.True(sameThread);
    }

    [Fact]
    public async Task A_failing_step_stops_nothing()
    {
        using var loop = new SignalLoop();
        loop.Start();
        loop.Post(() => throw new InvalidOperationException("broken step"));

        Assert.Equal(42, await loop.InvokeAsync(() => 42).WaitAsync(Patience));
    }

    [Fact]
    public async Task A_timer_fires_on_a_running_loop()
    {
        using var loop = new SignalLoop();
        loop.Start();
        var fired = new TaskCompletionSource();
        var timer = new LoopTimer(loop, fired.SetResult);
        loop.Post(() => timer.Start(TimeSpan.FromMilliseconds(30)));

        await fired.Task.WaitAsync(Patience);
    }

    [Fact]
    public void Timers_fire_in_order_and_never_early_across_turns_of_the_wheel()
    {
        using var stepped = new SteppedLoop();
        var start = stepped.Clock.GetUtcNow();
        var fired = new List<(double Due, double At)>();
        double[] delays = [0, 5, 10, 499, 500, 4000, 32000, 40955, 40960, 41000, 120_000, 3_600_000];
        foreach (var delay in delays)
        {
            new LoopTimer(stepped.Loop, () => fired.Add((delay, (stepped.Clock.GetUtcNow() - start).TotalMilliseconds))).Start(TimeSpan.FromMilliseconds(delay));
        }
        stepped.Advance(TimeSpan.FromHours(2));

        Assert.Equal(delays, fired.Select(entry => entry.Due));
        Assert.All(fired, entry => Assert.InRange(entry.At, entry.Due, entry.Due + 20));
        Assert.Equal(0, stepped.Loop.ActiveTimers);
    }

    [Fact]
    public void A_stopped_timer_stays_silent_and_a_restarted_one_fires_once()
    {
        using var stepped = new SteppedLoop();
        var stoppedFired = 0;
        var restartedFired = 0;
        var stopped = new LoopTimer(stepped.Loop, () => stoppedFired++);
        var restarted = new LoopTimer(stepped.Loop, () => restartedFired++);
        stopped.Start(TimeSpan.FromSeconds(1));
        restarted.Start(TimeSpan.FromSeconds(1));
        stepped.Advance(TimeSpan.FromMilliseconds(500));
        stopped.Stop();
        restarted.Start(TimeSpan.FromSeconds(1));
        stepped.Advance(TimeSpan.FromMilliseconds(700));

        Assert.Equal((0, 0), (stoppedFired, restartedFired));
        stepped.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((0, 1), (stoppedFired, restartedFired));
    }

    [Fact]
    public void A_timer_may_stop_its_neighbour_and_start_itself_anew()
    {
        using var stepped = new SteppedLoop();
        var ticks = 0;
        LoopTimer? again = null;
        var victim = new LoopTimer(stepped.Loop, () => Assert.Fail("the stopped neighbour fired"));
        again = new LoopTimer(stepped.Loop, () =>
        {
            victim.Stop();
            if (++ticks < 5)
            {
                again!.Start(TimeSpan.Zero);
            }
        });
        again.Start(TimeSpan.FromMilliseconds(100));
        victim.Start(TimeSpan.FromMilliseconds(100));
        stepped.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(5, ticks);
    }
}
