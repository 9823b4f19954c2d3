using System.Buffers;
using System.Text;
using System.Text.Json;
using Tandem.Cti.Channels;
using Tandem.Cti.Protocol;
using Tandem.Hub.Rest.Json;

namespace Tandem.Hub.Events;

/// <summary>Writes records as JSON with the seed's names.</summary>
internal sealed class JsonChannelEncoding : ChannelEncoding
{
    private static readonly JsonWriterOptions Json = new() { Encoder = ApiJson.Options.Encoder, SkipValidation = true };

    /// <inheritdoc/>
    public override IReadOnlyList<EncodedFrame> EncodeBeginning(ChannelInfoTable table) =>
    [
        Encode("initial_chan_info", "channels", table, static (writer, table) =>
        {
            writer.WriteStartArray();
            foreach (var channel in table.Channels)
            {
                ChannelInfoJson.Write(writer, channel);
            }
            writer.WriteEndArray();
        }),
    ];

    /// <inheritdoc/>
    public override EncodedFrame Encode(ChannelUpdate update) => Encode("chan_info", "channel", update.Channel, ChannelInfoJson.Write);

    /// <inheritdoc/>
    public override EncodedFrame Encode(MwiInfo mwi) => Encode("mwi_info", "mwi", mwi, ChannelInfoJson.Write);

    private static EncodedFrame Encode<T>(string type, string name, T value, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        Encoding.UTF8.GetBytes($"event: {type}\ndata: ", buffer);
        var start = buffer.WrittenCount;
        using (var writer = new Utf8JsonWriter(buffer, Json))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, type);
            writer.WritePropertyName(name);
            write(writer, value);
            writer.WriteEndObject();
        }
        var length = buffer.WrittenCount - start;
        buffer.Write("\n\n"u8);
        return new EncodedFrame(buffer.WrittenSpan.ToArray(), start, length);
    }
}
