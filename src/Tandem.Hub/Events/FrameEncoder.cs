using System.Collections.Concurrent;
using System.Text.Json;
using Tandem.Hub.Rest.Json;
using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Hub.Events;

/// <summary>Encodes the frames of the feed: each once for every view of the model, whatever the number of its subscribers.</summary>
internal sealed class FrameEncoder : IFrameEncoder
{
    private const int RecentChanges = 64;
    private const int RecentSnapshots = 16;
    private const long MaxBytes = 32L << 20;
    private const int MaxKeptBuffer = 256 * 1024;

    private readonly ConcurrentBag<FrameBuffer> _buffers = [];
    private readonly FrameCache _changes = new(RecentChanges, MaxBytes);
    private readonly FrameCache _snapshots = new(RecentSnapshots, MaxBytes);

    /// <inheritdoc/>
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

    private EncodedFrame EncodeChange(Frame.Changed changed) => EncodeFrame("change", changed, static (writer, frame) =>
    {
        var change = frame.Change;
        writer.WritePropertyName("kind"u8);
        JsonFields.ChangeKinds.Write(writer, change.Kind, ApiJson.Options);
        writer.WritePropertyName("at"u8);
        InstantConverter.Write(writer, change.At);
        if (change.Detail is { } detail)
        {
            writer.WriteString("detail"u8, detail);
        }
        WriteKinds(writer, "upserts"u8, change, static entity => entity.After, EntityWriter.Write);
        WriteKinds(writer, "removals"u8, change, static entity => entity.IsRemoval ? entity.Before : null, WriteId);

        // Of what ended people want to see how: the cause of a hang-up stands in the last image.
        WriteKinds(writer, "final"u8, change, static entity => entity is { IsRemoval: true, Kind: EntityKind.Channel or EntityKind.Conversation } ? entity.Before : null, EntityWriter.Write);
    });

    private EncodedFrame EncodeSnapshot(Frame.Snapshot snapshot) => EncodeFrame("snapshot", snapshot, static (writer, frame) =>
    {
        var kinds = frame.State.Entities.ToLookup(entity => entity.Kind);
        writer.WriteStartObject("state"u8);
        foreach (var kind in EntityNames.Kinds)
        {
            writer.WriteStartArray(EntityNames.Of(kind));
            foreach (var entity in kinds[kind])
            {
                EntityWriter.Write(writer, entity);
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    });

    private EncodedFrame EncodeFrame<TFrame>(string type, TFrame frame, Action<Utf8JsonWriter, TFrame> writeContent)
        where TFrame : Frame
    {
        var buffer = _buffers.TryTake(out var used) ? used : new FrameBuffer();
        var encoded = buffer.Write(type, frame, writeContent);
        if (buffer.Capacity <= MaxKeptBuffer)
        {
            _buffers.Add(buffer);
        }
        return encoded;
    }

    private static void WriteKinds(
        Utf8JsonWriter writer, ReadOnlySpan<byte> name, Change change, Func<EntityChange, Entity?> select, Action<Utf8JsonWriter, Entity> write)
    {
        var present = 0;
        for (var i = 0; i < change.Entities.Count; i++)
        {
            if (select(change.Entities[i]) is { } entity)
            {
                present |= 1 << (int)entity.Kind;
            }
        }
        var isStarted = false;
        foreach (var kind in EntityNames.Kinds)
        {
            if ((present & (1 << (int)kind)) == 0)
            {
                continue;
            }
            var isKindStarted = false;
            for (var i = 0; i < change.Entities.Count; i++)
            {
                if (select(change.Entities[i]) is not { } entity || entity.Kind != kind)
                {
                    continue;
                }
                if (!isStarted)
                {
                    writer.WriteStartObject(name);
                }
                if (!isKindStarted)
                {
                    writer.WriteStartArray(EntityNames.Of(kind));
                }
                isStarted = isKindStarted = true;
                write(writer, entity);
            }
            if (isKindStarted)
            {
                writer.WriteEndArray();
            }
        }
        if (isStarted)
        {
            writer.WriteEndObject();
        }
    }

    private static void WriteId(Utf8JsonWriter writer, Entity entity) => ObjectIdConverter.Write(writer, entity.Id);
}
