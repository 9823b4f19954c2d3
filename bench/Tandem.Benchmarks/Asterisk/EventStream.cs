using Tandem.Asterisk.Messages;

namespace Tandem.Benchmarks.Asterisk;

/// <summary>What a busy Asterisk sends: the events of three real scenes (a call, a blind transfer, a call through Local channels) over and over, as they came.</summary>
internal static class EventStream
{
    /// <summary>The events of the scenes once, or as often as is needed for a number of them.</summary>
    /// <param name="atLeast">How many events.</param>
    public static (byte[] Bytes, int Events) Load(int atLeast)
    {
        var collector = new Collector();
        foreach (var scene in new[] { "02-basic-call", "07-blind-transfer", "10-originate-local" })
        {
            AmiTranscript.Load(Path.Combine(AppContext.BaseDirectory, "Transcripts", scene + ".ami")).Replay(collector);
        }
        var once = collector.Bytes.ToArray();
        var times = ((atLeast - 1) / collector.Events) + 1;
        var bytes = new byte[once.Length * times];
        for (var i = 0; i < times; i++)
        {
            once.CopyTo(bytes, i * once.Length);
        }
        return (bytes, collector.Events * times);
    }

    private sealed class Collector : IAmiBlockHandler
    {
        public MemoryStream Bytes { get; } = new();

        public int Events { get; private set; }

        public void OnBlock(AmiBlock block)
        {
            if (block.Kind == AmiBlockKind.Event)
            {
                Bytes.Write(block.Bytes);
                Bytes.Write("\r\n"u8);
                Events++;
            }
        }
    }
}
