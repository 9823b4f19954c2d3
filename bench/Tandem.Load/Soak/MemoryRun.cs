using System.Diagnostics;
using System.Globalization;
using System.Net;
using Tandem.Media;

namespace Tandem.Load.Soak;

/// <summary>What an established call keeps in memory, its media ports apart.</summary>
internal static class MemoryRun
{
    private const int Users = 500;
    private const int Burst = 50;

    public static async Task<bool> RunAsync(int calls, CancellationToken cancellationToken)
    {
        await using var hub = await HubProcess.StartAsync(Users, cancellationToken).ConfigureAwait(false);
        using var gauges = new HubGauges(hub);
        using var phones = new SoakPhones(hub.SipPort, Users, isCalm: true);
        await LoadRun.RegisterAsync(hub, phones.CalleePort, cancellationToken).ConfigureAwait(false);

        // The first calls bring in code and pools, which later ones share.
        await EstablishAsync(phones, calls / 4, cancellationToken).ConfigureAwait(false);
        await phones.HangupAllAsync().ConfigureAwait(false);
        await SoakRun.RestAsync(gauges, default, cancellationToken).ConfigureAwait(false);
        var (resident, heap) = (hub.Resident, (await gauges.ReadAsync(cancellationToken).ConfigureAwait(false)).Heap);

        await EstablishAsync(phones, calls, cancellationToken).ConfigureAwait(false);

        // Until the transactions of their beginning are over.
        await Task.Delay(TimeSpan.FromSeconds(35), cancellationToken).ConfigureAwait(false);
        var alive = await gauges.ReadAsync(cancellationToken).ConfigureAwait(false);
        var (all, managed) = ((hub.Resident - resident) / calls, (alive.Heap - heap) / calls);
        var ports = Ports(calls * 2) / calls;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {calls} calls: {alive.Legs} legs, {alive.Dialogs} dialogs, {alive.Transactions} transactions, {alive.Timers} timers, {alive.Ports} ports
            RSS a call:       {all / 1024.0:0.0} KiB
            heap a call:      {managed / 1024.0:0.0} KiB, at the last collection
            two media ports:  {ports / 1024.0:0.0} KiB of that, as the same engine needs them in this process
            """));
        return alive.Legs == calls * 2;
    }

    private static async Task EstablishAsync(SoakPhones phones, int calls, CancellationToken cancellationToken)
    {
        for (var begun = 0; begun < calls; begun += Burst)
        {
            await phones.BurstAsync(Math.Min(Burst, calls - begun)).ConfigureAwait(false);
            var waiting = Stopwatch.StartNew();
            while (await phones.CountAnsweredAsync().ConfigureAwait(false) < Math.Min(begun + Burst, calls) * 2)
            {
                if (waiting.Elapsed > TimeSpan.FromSeconds(30))
                {
                    throw new InvalidOperationException($"Calls are not answered: {phones.Tally.Failures}.");
                }
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // What the channels of the calls need of the same engine here, where nothing else is.
    private static long Ports(int channels)
    {
        using var self = Process.GetCurrentProcess();
        var before = Used(self);
        var media = new MediaEngine(new MediaOptions { Address = IPAddress.Loopback, FirstPort = 0, LastPort = 0 });
        var open = Enumerable.Range(0, channels).Select(_ => media.TryOpen(new MediaChannelOptions(), out var channel) ? channel : throw new InvalidOperationException("No free port.")).ToArray();
        var used = Used(self) - before;
        Array.ForEach(open, channel => channel.Close());
        _ = media.DisposeAsync().AsTask();
        return used;
    }

    private static long Used(Process process)
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true);
        process.Refresh();
        return process.WorkingSet64;
    }
}
