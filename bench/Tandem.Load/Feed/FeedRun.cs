using System.Diagnostics;
using System.Globalization;

namespace Tandem.Load.Feed;

/// <summary>Runs a plan: a source, a hub as a process of its own, and subscribers.</summary>
internal static class FeedRun
{
    public static async Task RunAsync(FeedPlan plan, CancellationToken cancellationToken)
    {
        await using var source = await FeedSource.StartAsync().ConfigureAwait(false);
        var settings = new { Connections = new[] { new { source.Url, Token = "load", Name = "load", Domain = "tandem" } }, MaxConnections = plan.Subscribers };
        await using var hub = await HubProcess.StartAsync(1, cancellationToken, settings).ConfigureAwait(false);
        await source.WhenJoinedAsync.WaitAsync(cancellationToken).ConfigureAwait(false);
        var idle = hub.Resident;

        var latencies = new Latencies();
        var receivers = Enumerable.Range(0, plan.Subscribers).Select(_ => new FeedReceiver(latencies, plan.Rate == 0)).ToArray();
        foreach (var batch in receivers.Chunk(200))
        {
            await Task.WhenAll(batch.Select(receiver => receiver.ConnectAsync(hub.Url, plan.Path, HubProcess.Token, cancellationToken))).ConfigureAwait(false);
        }
        Task[] running = [.. receivers.Select(receiver => receiver.RunAsync())];
        await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken).ConfigureAwait(false);

        if (plan.Rate > 0)
        {
            // A warm-up first.
            await source.RunAsync(plan.Rate, TimeSpan.FromSeconds(5), cancellationToken).ConfigureAwait(false);
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
        }
        latencies.Clear();
        var (cpu, started, bytes) = (hub.Cpu, Stopwatch.GetTimestamp(), receivers.Sum(receiver => receiver.Bytes));
        var changes = await source.RunAsync(plan.Rate, plan.Duration, cancellationToken).ConfigureAwait(false);
        var (used, elapsed) = (hub.Cpu - cpu, Stopwatch.GetElapsedTime(started));
        await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
        bytes = receivers.Sum(receiver => receiver.Bytes) - bytes;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{plan.Format}: {plan.Subscribers} subscribers, {changes} changes in {elapsed.TotalSeconds:0} s, {latencies.Count / elapsed.TotalSeconds:0} instants/s of {changes * plan.Subscribers} wanted {latencies.Count}, {bytes / Math.Max(1, changes * plan.Subscribers)} B a frame; "
            + $"p50 {latencies.At(0.5):0.0} ms, p99 {latencies.At(0.99):0.0} ms, max {latencies.At(1):0.0} ms; hub: {used / elapsed * 100:0} % of a core, {idle >> 20} MB idle, {hub.Resident >> 20} MB now"));
        Array.ForEach(receivers, receiver => receiver.Dispose());
        await Task.WhenAll(running).ConfigureAwait(false);
    }
}
