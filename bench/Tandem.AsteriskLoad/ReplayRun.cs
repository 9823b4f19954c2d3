using System.Diagnostics;
using Tandem.Asterisk.Live;
using Tandem.Asterisk.Messages;
using Tandem.Pbx.State;

namespace Tandem.AsteriskLoad;

/// <summary>A million events into the model, as fast as one core can.</summary>
internal static class ReplayRun
{
    public static void Run(string transcript, int events)
    {
        var stream = new CallStream(transcript, calls: 1_250, atOnce: 250, extensions: 2_500);
        var state = new PbxState("pbx", options: new PbxStateOptions { RetainedChanges = 100_000 });
        var model = new LiveModel(state, AsteriskModelOptions.Default, TimeProvider.System);
        using var watcher = state.SnapshotAndWatch();
        using var reader = new AmiBlockReader();
        var watch = new Stopwatch();
        var cpu = TimeSpan.Zero;
        var allocated = 0L;
        var rounds = Math.Max(2, events / stream.Events);
        var counted = 0L;
        for (var round = 0; round <= rounds; round++)
        {
            stream.Set(round);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var cpuBefore = Process.GetCurrentProcess().TotalProcessorTime;
            if (round > 0)
            {
                watch.Start();
            }
            Feed(reader, stream.Bytes.Span, model);
            watch.Stop();
            if (round > 0)
            {
                cpu += Process.GetCurrentProcess().TotalProcessorTime - cpuBefore;
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
                counted += stream.Events;
            }

            // The watcher keeps up between the rounds; who falls behind is told so and costs nothing.
            while (watcher.TryRead(out _))
            {
            }
        }
        Console.WriteLine($"{counted:N0} events ({stream.EventsPerCall} a call, {stream.Bytes.Length / stream.Events} B each) in {watch.Elapsed.TotalSeconds:0.00} s: "
            + $"{counted / watch.Elapsed.TotalSeconds:N0} events/s, {cpu.TotalMilliseconds * 1000 / counted:0.00} us of CPU and {allocated / counted} B an event; "
            + $"{model.ChannelCount} channels and {model.CallCount} calls left");

    }

    private static void Feed(AmiBlockReader reader, ReadOnlySpan<byte> bytes, LiveModel model)
    {
        const int Portion = 32 * 1024;
        while (!bytes.IsEmpty)
        {
            var length = Math.Min(Portion, bytes.Length);
            reader.Write(bytes[..length]);
            bytes = bytes[length..];
            while (reader.TryRead(out var block))
            {
                model.Apply(block);
            }
        }
    }
}
