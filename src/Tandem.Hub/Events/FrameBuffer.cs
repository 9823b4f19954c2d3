using System.Buffers;
using System.Text;
using System.Text.Json;
using Tandem.Hub.Rest.Json;
using Tandem.Pbx.Feed;

namespace Tandem.Hub.Events;

/// <summary>What one frame is written into, used again for the next. For one frame at a time.</summary>
internal sealed class FrameBuffer
{
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);
    private readonly Utf8JsonWriter _json;

    /// <summary>Makes an empty buffer.</summary>
    public FrameBuffer() => _json = new Utf8JsonWriter(_bytes, new JsonWriterOptions { Encoder = ApiJson.Options.Encoder, SkipValidation = true });

    /// <summary>How many bytes it holds on to.</summary>
    public int Capacity => _bytes.Capacity;

    /// <summary>Writes a frame.</summary>
    /// <typeparam name="TFrame">The type of the frame.</typeparam>
    /// <param name="type">Its name on the feed.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="writeContent">Writes what only this type has.</param>
    public EncodedFrame Write<TFrame>(string type, TFrame frame, Action<Utf8JsonWriter, TFrame> writeContent)
        where TFrame : Frame
    {
        var position = frame.Position.ToString();
        _bytes.ResetWrittenCount();
        Encoding.UTF8.GetBytes($"id: {position}\nevent: {type}\ndata: ", _bytes);
        var start = _bytes.WrittenCount;
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("type"u8, type);
        _json.WriteString("position"u8, position);
        if (frame.Previous is { } previous)
        {
            _json.WriteString("previous"u8, previous.ToString());
        }
        writeContent(_json, frame);
        _json.WriteEndObject();
        _json.Flush();
        var length = _bytes.WrittenCount - start;
        _bytes.Write("\n\n"u8);
        return new EncodedFrame(_bytes.WrittenSpan.ToArray(), start, length, frame.Position);
    }
}
