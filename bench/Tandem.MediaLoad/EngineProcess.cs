using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Tandem.Media;
using Tandem.Media.Tones;

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
        MediaChannel[] channels = Open(engine, options.Mode, remotePorts);
        Console.WriteLine(JsonSerializer.Serialize(channels.Select(channel => channel.LocalEndPoint.Port)));
        while (Console.ReadLine() is not null)
            Console.WriteLine(JsonSerializer.Serialize(Measure(engine)));
    }

    private static MediaChannel[] Open(MediaEngine engine, LoadMode mode, int[] remotePorts)
    {
        var channels = new MediaChannel[remotePorts.Length];
        for (int i = 0; i < channels.Length; i++)
        {
            bool second = i % 2 == 1;
            bool paired = mode is LoadMode.Relay or LoadMode.Transcode;
            if (!engine.TryOpen(new MediaChannelOptions { Near = paired && second ? channels[i - 1] : null }, out MediaChannel? channel))
                throw new InvalidOperationException("No ports are left; is the limit of open files high enough?");
            channels[i] = channel;
            channel.SetRemote(new MediaRemote
            {
                EndPoint = new IPEndPoint(IPAddress.Loopback, remotePorts[i]),
                Codec = mode == LoadMode.Transcode && !second ? AudioCodec.Pcma : AudioCodec.Pcmu,
            });
            if (mode == LoadMode.Echo)
                channel.Echo();
            else if (mode == LoadMode.Tone)
                channel.Play(new ToneSource(440));
            else if (second)
                channel.Bridge(channels[i - 1]);
        }

        return channels;
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
