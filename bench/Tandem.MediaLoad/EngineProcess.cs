using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Tandem.Media;

namespace Tandem.MediaLoad;

/// <summary>
/// The process that is measured. Speaks lines with the generator until the end of input: for a list of ports it opens channels and answers with
/// theirs; <see cref="Close"/> closes them; for that and any other line it answers with an <see cref="EngineUsage"/>.
/// </summary>
internal static class EngineProcess
{
    /// <summary>Closes the channels.</summary>
    public const string Close = "close";

    public static async Task RunAsync(LoadOptions options)
    {
        await using var engine = new MediaEngine(new MediaOptions { Address = IPAddress.Loopback, FirstPort = 0, Shards = options.Shards });
        EngineWork? work = null;
        while (Console.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
            {
                work = new EngineWork(engine, options.Mode);
                MediaChannel[] channels = work.Open(JsonSerializer.Deserialize<int[]>(line)!);
                Console.WriteLine(JsonSerializer.Serialize(channels.Select(channel => channel.LocalEndPoint.Port)));
                continue;
            }
            if (line == Close)
            {
                work?.Dispose();
                work = null;
            }

            Console.WriteLine(JsonSerializer.Serialize(Measure(engine)));
        }
        work?.Dispose();
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
