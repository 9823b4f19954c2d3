using System.Buffers;
using System.Text;
using System.Text.Json;
using Tandem.Hub.Rest.Json;
using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Hub.Events;

/// <summary>Encodes the frames of the feed: each once for every view of the model, whatever the number of its subscribers.</summary>
internal sealed class FrameEncoder
{
    private const int RecentChanges = 4096;
    private const int RecentSnapshots = 16;
    private const long MaxBytes = 32L << 20;

    private static readonly JsonWriterOptions Json = new() { Encoder = ApiJson.Options.Encoder, SkipValidation = true };

    private readonly FrameCache _changes = new(RecentChanges, MaxBytes);
    private readonly FrameCache _snapshots = new(RecentSnapshots, MaxBytes);

    /// <summary>The bytes of a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="projection">The view that it was made for.</param>
    public EncodedFrame Encode(Frame frame, Projection projection)
    {
        var key = new FrameKey(projection, frame.Position, frame.Previous);
        return frame switch
        {
            Frame.Changed changed => _changes.GetOrEncode(key, changed, EncodeChange),
            Frame.Snapshot snapshot => _snapshots.GetOrEncode(key, snapshot, EncodeSnapshot),
            _ => EncodeFrame("restart", frame, static (_, _) => { }),
        };
    }

    private static EncodedFrame EncodeChange(Frame.Changed changed) => EncodeFrame("change", changed, static (writer, frame) =>
    {
        var change = frame.Change;
        writer.WritePropertyName("kind"u8);
        JsonSerializer.Serialize(writer, change.Kind, ApiJson.TypeOf<ChangeKind>());
        writer.WritePropertyName("at"u8);
        JsonSerializer.Serialize(writer, change.At, ApiJson.TypeOf<DateTimeOffset>());
        if (change.Detail is { } detail)
        {
            writer.WriteString("detail"u8, detail);
        }
        WriteObjects(writer, "upserts"u8, [.. change.Entities.Select(entity => entity.After).OfType<Entity>()]);
        Entity[] removed = [.. change.Entities.Where(entity => entity.IsRemoval).Select(entity => entity.Before!)];
        WriteIds(writer, "removals"u8, removed);

        // Of what ended people want to see how: the cause of a hang-up stands in the last image.
        WriteObjects(writer, "final"u8, Array.FindAll(removed, entity => entity.Kind is EntityKind.Channel or EntityKind.Conversation));
    });

    private static EncodedFrame EncodeSnapshot(Frame.Snapshot snapshot) => EncodeFrame("snapshot", snapshot, static (writer, frame) =>
    {
        Entity[] entities = [.. frame.State.Entities];
        writer.WriteStartObject("state"u8);
        foreach (var kind in EntityNames.Kinds)
        {
            WriteArray(writer, kind, entities.Where(entity => entity.Kind == kind), WriteEntity);
        }
        writer.WriteEndObject();
    });

    private static EncodedFrame EncodeFrame<TFrame>(string type, TFrame frame, Action<Utf8JsonWriter, TFrame> writeContent)
        where TFrame : Frame
    {
        var position = frame.Position.ToString();
        var buffer = new ArrayBufferWriter<byte>(1024);
        Encoding.UTF8.GetBytes($"id: {position}\nevent: {type}\ndata: ", buffer);
        var start = buffer.WrittenCount;
        using (var writer = new Utf8JsonWriter(buffer, Json))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, type);
            writer.WriteString("position"u8, position);
            if (frame.Previous is { } previous)
            {
                writer.WriteString("previous"u8, previous.ToString());
            }
            writeContent(writer, frame);
            writer.WriteEndObject();
        }
        var length = buffer.WrittenCount - start;
        buffer.Write("\n\n"u8);
        return new EncodedFrame(buffer.WrittenSpan.ToArray(), start, length, frame.Position);
    }

    private static void WriteObjects(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Entity[] entities) => WriteKinds(writer, name, entities, WriteEntity);

    private static void WriteIds(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Entity[] entities) =>
        WriteKinds(writer, name, entities, static (writer, entity) => writer.WriteStringValue(entity.Id.ToString()));

    private static void WriteKinds(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Entity[] entities, Action<Utf8JsonWriter, Entity> write)
    {
        if (entities.Length == 0)
        {
            return;
        }
        writer.WriteStartObject(name);
        foreach (var group in entities.GroupBy(entity => entity.Kind))
        {
            WriteArray(writer, group.Key, group, write);
        }
        writer.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter writer, EntityKind kind, IEnumerable<Entity> entities, Action<Utf8JsonWriter, Entity> write)
    {
        writer.WriteStartArray(EntityNames.Of(kind));
        foreach (var entity in entities)
        {
            write(writer, entity);
        }
        writer.WriteEndArray();
    }

    private static void WriteEntity(Utf8JsonWriter writer, Entity entity) =>
        JsonSerializer.Serialize(writer, entity, ApiJson.Options.GetTypeInfo(entity.GetType()));
}
