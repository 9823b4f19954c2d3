using System.Diagnostics;
using System.Net;
using Tandem.Media;

namespace Tandem.MediaLoad;

/// <summary>Opens all channels of a range of ports, one after another, and closes them.</summary>
internal static class OpenRun
{
    public static async Task RunAsync(LoadOptions options)
    {
        // Once for what is made once.
        await OpenAsync(options with { Channels = 100 });
        (TimeSpan all, TimeSpan[] each) = await OpenAsync(options);
        Array.Sort(each);
        Console.WriteLine($"{options.Channels} channels opened in {all.TotalMilliseconds:F0} ms; "
            + $"each p50 {each[each.Length / 2].TotalMilliseconds:F3} ms, p99 {each[each.Length * 99 / 100].TotalMilliseconds:F3} ms, longest {each[^1].TotalMilliseconds:F1} ms");
    }

    private static async Task<(TimeSpan All, TimeSpan[] Each)> OpenAsync(LoadOptions options)
    {
        await using var engine = new MediaEngine(new MediaOptions
        {
            Address = IPAddress.Loopback,
            FirstPort = 20_000,
            LastPort = 20_000 + (2 * options.Channels) + 1000,
            Shards = options.Shards,
        });
        var each = new TimeSpan[options.Channels];
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < each.Length; i++)
        {
            long before = Stopwatch.GetTimestamp();
            if (!engine.TryOpen(new MediaChannelOptions(), out _))
                throw new InvalidOperationException("No ports are left; is the limit of open files high enough?");
            each[i] = Stopwatch.GetElapsedTime(before);
        }

        return (Stopwatch.GetElapsedTime(start), each);
    }
}
