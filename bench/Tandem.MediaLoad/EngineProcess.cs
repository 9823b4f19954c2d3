using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Tandem.Media;

namespace Tandem.MediaLoad;

/// <summary>
/// The process that is measured. Speaks lines with the generator: ports in, ports out, then a <see cref="EngineUsage"/> for each line until
/// the end of input.
/// </summary>
internal static class EngineProcess
{
    public static async Task RunAsync(LoadOptions options)
    {
        await using var engine = new MediaEngine(new MediaOptions { Address = IPAddress.Loopback, FirstPort = 0, Shards = options.Shards });
        Console.WriteLine(JsonSerializer.Serialize(Measure(engine)));
        int[] remotePorts = JsonSerializer.Deserialize<int[]>(Console.ReadLine()!)!;
        using var work = new EngineWork(engine, options.Mode);
        MediaChannel[] channels = work.Open(remotePorts);
        Console.WriteLine(JsonSerializer.Serialize(channels.Select(channel => channel.LocalEndPoint.Port)));
        while (Console.ReadLine() is not null)
            Console.WriteLine(JsonSerializer.Serialize(Measure(engine)));
    }

    private static EngineUsage Measure(MediaEngine engine)
    {
        using var process = Process.GetCurrentProcess();
        MediaEngineStatistics statistics = engine.Statistics;
        return new EngineUsage
        {
            CpuSeconds = process.TotalProcessorTime.TotalSeconds,
            WallSeconds = Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency,
            ResidentBytes = process.WorkingSet64,
            AllocatedBytes = GC.GetTotalAllocatedBytes(),
            PacketsIn = statistics.PacketsIn,
            PacketsOut = statistics.PacketsOut,
            Ticks = statistics.TickLateness.Sum(bucket => bucket.Ticks),
            LateTicks = statistics.TickLateness.Where(bucket => bucket.UpperBound > TimeSpan.FromMilliseconds(5)).Sum(bucket => bucket.Ticks),
        };
    }
}
