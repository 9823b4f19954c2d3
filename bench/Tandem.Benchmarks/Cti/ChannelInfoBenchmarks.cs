using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Tandem.Cti.Bert;
using Tandem.Cti.Channels;
using Tandem.Cti.Protocol;
using Tandem.Pbx.Model;

namespace Tandem.Benchmarks.Cti;

/// <summary>What a record of the CTI feed costs.</summary>
[MemoryDiagnoser]
public class ChannelInfoBenchmarks
{
    private const long Start = 1_546_839_040_024_071;

    private readonly ArrayBufferWriter<byte> _output = new(4096);
    private readonly CtiMessageReader _reader = new();
    private readonly ChannelUpdate _update = new(
        new ChannelInfo
        {
            Uuid = "switch:5f1c9a0e-7a2b",
            Direction = ChannelDirection.Outbound,
            PeerLocation = PeerLocation.Internal,
            Calling = new Party("José", "101"),
            Called = new Party("Front desk", "102"),
            OfferTimestamp = Start,
            AnswerTimestamp = Start + 1,
            OtherUuid = "switch:5f1c9a0e-7a2c",
            BridgedWith = ["switch:5f1c9a0e-7a2c"],
            User = new DirectoryReference(200, "José"),
            State = new CtiState.Bridged(Start),
            Target = new CallTarget(CallTargetType.User, "7", "Jörg", "+492111234"),
            LastEvent = ChannelEvent.Bridge,
            CallId = "switch:5f1c9a0e-7a2b",
            Domain = "acme",
        },
        ChannelUpdateKind.Updated);

    private byte[] _message = [];

    /// <summary>The generation of the protocol.</summary>
    [Params(CtiProfile.Basix2016, CtiProfile.Tandem)]
    public CtiProfile Profile { get; set; }

    /// <summary>Makes the message that is read.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var writer = new CtiMessageWriter(Profile);
        writer.WriteChannelFields(_output);
        _reader.Read(_output.WrittenMemory);
        Write();
        _message = _output.WrittenSpan.ToArray();
    }

    /// <summary>A message of one record, in BERT.</summary>
    [Benchmark]
    public int Write()
    {
        _output.ResetWrittenCount();
        new CtiMessageWriter(Profile).WriteChannel(_output, _update);
        return _output.WrittenCount;
    }

    /// <summary>The same as JSON.</summary>
    [Benchmark]
    public int WriteJson()
    {
        _output.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_output);
        ChannelInfoJson.Write(writer, _update.Channel);
        return _output.WrittenCount;
    }

    /// <summary>Every token of the message.</summary>
    [Benchmark]
    public int ReadTokens()
    {
        var reader = new BertReader(_message);
        var count = 0;
        while (reader.Read())
        {
            count++;
        }
        return count;
    }

    /// <summary>The record of the message.</summary>
    [Benchmark]
    public CtiMessage Read() => _reader.Read(_message);
}
