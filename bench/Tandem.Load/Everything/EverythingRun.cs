using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tandem.Load.Feed;

namespace Tandem.Load.Everything;

/// <summary>Calls without audio, calls with audio, followers and history on one hub, and what each of them lost.</summary>
internal static class EverythingRun
{
    private const int Callees = 500;

    public static async Task<bool> RunAsync(EverythingPlan plan, CancellationToken cancellationToken)
    {
        await using var hub = await HubProcess.StartAsync(Callees + RelayedCalls.Phones, cancellationToken).ConfigureAwait(false);
        using var http = new HttpClient { BaseAddress = hub.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", HubProcess.Token);
        await using var callee = await LoadRun.AnswerAsync(hub, cancellationToken).ConfigureAwait(false);
        var users = await LoadRun.WriteUsersAsync(Callees, port: 5060, cancellationToken).ConfigureAwait(false);
        await using var relayed = await RelayedProcess.StartAsync(hub.SipPort, Callees, plan.Relayed, cancellationToken).ConfigureAwait(false);
        var latencies = new Latencies();
        var receivers = Enumerable.Range(0, plan.Subscribers).Select(_ => new FeedReceiver(latencies, isIdle: false)).ToArray();
        await Task.WhenAll(receivers.Select(receiver => receiver.ConnectAsync(hub.Url, "/api/events", HubProcess.Token, cancellationToken))).ConfigureAwait(false);
        Task[] running = [.. receivers.Select(receiver => receiver.RunAsync())];

        var (warm, warmFailed, _) = await LoadRun.DriveAsync(hub, Calls(plan, plan.WarmUp), plan.WarmUp, users, cancellationToken).ConfigureAwait(false);
        var (cpu, started, ticks, bytes) = (hub.Cpu, Stopwatch.GetTimestamp(), await TicksAsync(http, cancellationToken).ConfigureAwait(false), receivers.Sum(receiver => receiver.Bytes));
        var (done, failed, retransmitted) = await LoadRun.DriveAsync(hub, Calls(plan, plan.Duration), plan.Duration, users, cancellationToken).ConfigureAwait(false);
        var (used, elapsed, after) = (hub.Cpu - cpu, Stopwatch.GetElapsedTime(started), await TicksAsync(http, cancellationToken).ConfigureAwait(false));
        bytes = receivers.Sum(receiver => receiver.Bytes) - bytes;
        var (sent, received) = await relayed.StopAsync(cancellationToken).ConfigureAwait(false);
        File.Delete(users);

        var rows = await RowsAsync(http, warm + warmFailed + done + failed + plan.Relayed, cancellationToken).ConfigureAwait(false);
        var (late, all) = (after.Late - ticks.Late, after.All - ticks.All);
        var lost = warm + done + plan.Relayed - rows;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            calls:  {done / elapsed.TotalSeconds:0}/s, {failed} of {done + failed} failed, {retransmitted} messages sent again
            audio:  {plan.Relayed} calls (20 of them with music on hold), {sent} packets sent, {sent - received} not received ({100.0 * (sent - received) / Math.Max(1, sent):0.000} %)
            ticks:  {late} of {all} more than 5 ms late ({100.0 * late / Math.Max(1, all):0.000} %)
            feed:   {plan.Subscribers} subscribers, {bytes / elapsed.TotalSeconds / 1_000_000:0.0} MB/s
            history: {rows} rows, {Math.Max(0, lost)} lost
            hub:    {100 * used / elapsed:0} % of a core, {hub.Memory >> 20} MiB
            """));
        Array.ForEach(receivers, receiver => receiver.Dispose());
        await Task.WhenAll(running).ConfigureAwait(false);
        return failed == 0 && lost <= 0;
    }

    private static LoadPlan Calls(EverythingPlan plan, TimeSpan duration) => new(LoadKind.BackToBack, plan.Rate, duration, TimeSpan.Zero, 0);

    private static async Task<(long Late, long All)> TicksAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var (late, all) = (0L, 0L);
        foreach (Match line in Regex.Matches(await http.GetStringAsync("/metrics", cancellationToken).ConfigureAwait(false), """^tandem_media_ticks_total\{[^}]*le="([^"]+)"[^}]*\} (\d+)""", RegexOptions.Multiline))
        {
            var count = long.Parse(line.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
            all += count;
            late += double.TryParse(line.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var bound) && bound <= 5 ? 0 : count;
        }
        return (late, all);
    }

    /// <summary>How many ended calls the history has; it is written in batches, so they are waited for.</summary>
    private static async Task<long> RowsAsync(HttpClient http, long expected, CancellationToken cancellationToken)
    {
        var rows = 0L;
        for (var attempt = 0; attempt < 10 && rows < expected; attempt++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
            rows = 0;
            string? next = null;
            do
            {
                var page = JsonDocument.Parse(await http.GetStringAsync($"/api/history?limit=1000{(next is null ? "" : $"&after={Uri.EscapeDataString(next)}")}", cancellationToken).ConfigureAwait(false)).RootElement;
                rows += page.GetProperty("items").EnumerateArray().Count(row => row.TryGetProperty("endedAt", out var ended) && ended.ValueKind != JsonValueKind.Null);
                next = page.TryGetProperty("next", out var more) ? more.GetString() : null;
            }
            while (next is not null);
        }
        return rows;
    }
}
