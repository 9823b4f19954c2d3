using System.Diagnostics;
using Tandem.Asterisk.Testing;

namespace Tandem.AsteriskLoad;

/// <summary>A process of its own that plays an Asterisk: 200 calls a second, 16,000 events, 80 a call.</summary>
internal static class Server
{
    public const int EventsPerSecond = 16_000;

    private const int Ticks = 20;

    public static async Task RunAsync(string transcript)
    {
        var stream = new CallStream(transcript, calls: 1_200, atOnce: 200, extensions: 2_400);
        await using var asterisk = FakeAsterisk.Start();
        Console.WriteLine(asterisk.Port);
        await asterisk.WaitForSessionsAsync(1);
        await asterisk.ReceivedAsync("CoreShowChannels");
        var isFiltered = asterisk.Received.Any(action => action["Action"] == "Filter");
        var sent = 0L;
        var watch = Stopwatch.StartNew();
        for (var round = 0; asterisk.Sessions > 0; round++)
        {
            stream.Set(round);
            for (var at = 0; at < stream.Events && asterisk.Sessions > 0; at += EventsPerSecond / Ticks)
            {
                var until = Math.Min(stream.Events, at + (EventsPerSecond / Ticks));
                sent += until - at;
                await asterisk.SendBytesAsync(isFiltered ? WithoutVariables(stream, at, until) : stream.Bytes[stream.Starts[at]..stream.Starts[until]]);
                var ahead = TimeSpan.FromSeconds(sent / (double)EventsPerSecond) - watch.Elapsed;
                if (ahead > TimeSpan.Zero)
                {
                    await Task.Delay(ahead);
                }
            }
        }
    }

    // What Asterisk does when it is asked by Filter.
    private static byte[] WithoutVariables(CallStream stream, int from, int until)
    {
        var kept = new MemoryStream();
        for (var i = from; i < until; i++)
        {
            var block = stream.Bytes.Span[stream.Starts[i]..stream.Starts[i + 1]];
            if (!block.StartsWith("Event: VarSet"u8))
            {
                kept.Write(block);
            }
        }
        return kept.ToArray();
    }
}
