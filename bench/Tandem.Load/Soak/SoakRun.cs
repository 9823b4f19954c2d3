using System.Diagnostics;
using System.Globalization;

namespace Tandem.Load.Soak;

/// <summary>Calls that do what chance says, for a long time, and whether anything of them stays.</summary>
internal static class SoakRun
{
    private const int Users = 500;

    // What the last third of the time may need more than the first.
    private const double Growth = 1.10;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(90);

    public static async Task<bool> RunAsync(SoakPlan plan, CancellationToken cancellationToken)
    {
        await using var hub = await HubProcess.StartAsync(Users, cancellationToken).ConfigureAwait(false);
        using var gauges = new HubGauges(hub);
        using var phones = new SoakPhones(hub.SipPort, Users, isCalm: false);
        await LoadRun.RegisterAsync(hub, phones.CalleePort, cancellationToken).ConfigureAwait(false);
        var before = await RestAsync(gauges, default, cancellationToken).ConfigureAwait(false);
        Console.WriteLine("| minute | calls | answered | busy | cancelled | failed | holds | transfers | legs | dialogs | transactions | timers | ports | RSS MiB |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        var memory = new List<long>();
        var running = Stopwatch.StartNew();
        await phones.CallAsync(plan.Rate).ConfigureAwait(false);
        for (var minute = 1; running.Elapsed < plan.Duration; minute++)
        {
            var end = TimeSpan.FromMinutes(minute) < plan.Duration ? TimeSpan.FromMinutes(minute) : plan.Duration;
            while (running.Elapsed < end)
            {
                await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken).ConfigureAwait(false);
                memory.Add(hub.Resident);
            }
            Print($"{minute}", phones.Tally, await gauges.ReadAsync(cancellationToken).ConfigureAwait(false), hub.Resident);
        }
        await phones.CallAsync(0).ConfigureAwait(false);
        await phones.HangupAllAsync().ConfigureAwait(false);
        var after = await RestAsync(gauges, before, cancellationToken).ConfigureAwait(false);
        Print("after a rest", phones.Tally, after, hub.Resident);

        var third = memory.Count / 3;
        var (first, last) = (memory.Take(third).Average(), memory.TakeLast(third).Average());
        var leaks = !after.IsAtRest(before);
        var grows = last > first * Growth;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            leaks:  {(leaks ? $"YES: {after}, before the first call {before}" : "none")}
            memory: {first / 1048576:0} MiB in the first third, {last / 1048576:0} MiB in the last: {(grows ? "GROWS" : "flat")}
            failed: {phones.Tally.Failed} {phones.Tally.Failures}
            """));
        return !leaks && !grows && phones.Tally.Failed == 0;
    }

    /// <summary>Waits until the hub is at rest, at most so long that the last transaction must be over.</summary>
    /// <returns>What is alive then.</returns>
    public static async Task<HubAlive> RestAsync(HubGauges gauges, HubAlive before, CancellationToken cancellationToken)
    {
        var waiting = Stopwatch.StartNew();
        HubAlive now;
        do
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
            now = await gauges.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        while (!now.IsAtRest(before == default ? now : before) && waiting.Elapsed < Rest);
        return now;
    }

    private static void Print(string when, SoakTally tally, HubAlive alive, long resident) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {when} | {tally.Begun} | {tally.Answered} | {tally.Busy} | {tally.Cancelled} | {tally.Failed} | {tally.Held} | {tally.Transferred} | {alive.Legs} | {alive.Dialogs} | {alive.Transactions} | {alive.Timers} | {alive.Ports} | {resident >> 20} |"));
}
