using BenchmarkDotNet.Attributes;
using Tandem.Asterisk.Messages;

namespace Tandem.Benchmarks.Asterisk;

/// <summary>What an event costs that is cut out of the stream and skipped, looked into, or kept: the time and memory of one event of about 450 bytes.</summary>
[MemoryDiagnoser]
public class AmiParserBenchmarks
{
    private const int Events = 10_000;

    private readonly AmiBlockReader _reader = new();
    private byte[] _bytes = [];

    /// <summary>Makes the stream, of exactly so many events as a result is divided by.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (_bytes, _) = EventStream.Load(Events);
        using var reader = new AmiBlockReader();
        reader.Write(_bytes);
        var length = 0;
        for (var i = 0; i < Events && reader.TryRead(out var block); i++)
        {
            length += block.Bytes.Length + 2;
        }
        _bytes = _bytes[..length];
    }

    /// <summary>Cut out, its name read, and skipped.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public int Skip() => Read(static block => block.IsEvent("Nothing"u8) ? 1 : 0);

    /// <summary>Every event indexed, and five headers looked up as bytes.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public int LookUpFive() => Read(static block =>
        block["Uniqueid"u8].Length + block["Linkedid"u8].Length + block["Channel"u8].Length + block["CallerIDNum"u8].Length + block["ChannelStateDesc"u8].Length);

    /// <summary>As a model does: VarSet and Newexten skipped, of the others five headers looked up.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public int SkipMostAndLookUpFive() => Read(static block => block.IsEvent("VarSet"u8) || block.IsEvent("Newexten"u8) || block.IsEvent("RTCPReceived"u8)
        ? 0
        : block["Uniqueid"u8].Length + block["Linkedid"u8].Length + block["Channel"u8].Length + block["CallerIDNum"u8].Length + block["ChannelStateDesc"u8].Length);

    /// <summary>Every event made into a message of strings.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public int Keep() => Read(static block => block.ToMessage().Count);

    private delegate int Use(AmiBlock block);

    private int Read(Use use)
    {
        var sum = 0;
        for (var rest = _bytes.AsSpan(); !rest.IsEmpty; rest = rest[Math.Min(32 * 1024, rest.Length)..])
        {
            _reader.Write(rest[..Math.Min(32 * 1024, rest.Length)]);
            while (_reader.TryRead(out var block))
            {
                sum += use(block);
            }
        }
        return sum;
    }
}
