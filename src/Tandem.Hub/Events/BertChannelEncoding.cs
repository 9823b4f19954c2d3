using System.Buffers;
using Tandem.Cti.Channels;
using Tandem.Cti.Protocol;

namespace Tandem.Hub.Events;

/// <summary>Writes records as a generation of Basix does, in BERT. For one thread at a time.</summary>
internal sealed class BertChannelEncoding(CtiProfile profile) : ChannelEncoding
{
    private const int MaxKeptBuffer = 1 << 20;

    private readonly CtiMessageWriter _writer = new(profile);
    private ArrayBufferWriter<byte> _buffer = new(1024);

    /// <inheritdoc/>
    public override IReadOnlyList<EncodedFrame> EncodeBeginning(ChannelInfoTable table)
    {
        var writer = _writer;
        List<EncodedFrame> frames =
        [
            Encode(writer.WriteChannelFields),
            Encode(writer.WriteMwiFields),
            Encode(output => writer.WriteInitial(output, table.Channels, table.Count)),
        ];
        if (profile != CtiProfile.Basix2016)
        {
            // There a light is a property of a user; in 2016 it was news only.
            MwiInfo[] mailboxes = [.. table.Mailboxes];
            frames.Add(Encode(output => writer.WriteInitial(output, mailboxes)));
        }
        return frames;
    }

    /// <inheritdoc/>
    public override EncodedFrame Encode(ChannelUpdate update)
    {
        _buffer.ResetWrittenCount();
        _writer.WriteChannel(_buffer, update);
        return new EncodedFrame(_buffer.WrittenSpan.ToArray());
    }

    /// <inheritdoc/>
    public override EncodedFrame Encode(MwiInfo mwi)
    {
        var writer = _writer;
        return Encode(output => writer.WriteMwi(output, mwi));
    }

    private EncodedFrame Encode(Action<IBufferWriter<byte>> write)
    {
        _buffer.ResetWrittenCount();
        write(_buffer);
        var frame = new EncodedFrame(_buffer.WrittenSpan.ToArray());
        if (_buffer.Capacity > MaxKeptBuffer)
        {
            _buffer = new ArrayBufferWriter<byte>(1024);
        }
        return frame;
    }
}
