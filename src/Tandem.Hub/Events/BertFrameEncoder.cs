using System.Buffers;
using Tandem.Cti.Objects;
using Tandem.Cti.Protocol;
using Tandem.Pbx.Feed;

namespace Tandem.Hub.Events;

/// <summary>Writes the frames of the feed in BERT, for another Tandem of which this one is a source.</summary>
internal sealed class BertFrameEncoder : IFrameEncoder
{
    private const int RecentFrames = 64;
    private const long MaxBytes = 32L << 20;

    private readonly FrameCache _frames = new(RecentFrames, MaxBytes);

    /// <inheritdoc/>
    public EncodedFrame Encode(Frame frame, Projection projection) =>
        _frames.GetOrEncode(new FrameKey(projection, frame.Position, frame.Previous), frame, Encode);

    private static EncodedFrame Encode(Frame frame)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        var writer = new CtiObjectWriter();
        switch (frame)
        {
            case Frame.Snapshot snapshot:
                writer.WriteInitial(output, snapshot.State.Entities);
                break;
            case Frame.Changed changed:
                writer.WriteChange(output, changed.Change);
                break;
            default:
                new CtiMessageWriter(CtiProfile.Tandem).WriteSystemMessage(output, "restart");
                break;
        }
        return new EncodedFrame(output.WrittenSpan.ToArray(), 0, output.WrittenCount, frame.Position);
    }
}
