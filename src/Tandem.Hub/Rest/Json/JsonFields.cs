using System.Text.Json;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Hub.Rest.Json;

/// <summary>Writes fields of the model's records the way that <see cref="ApiJson"/> does, without its detours: what is null is left out.</summary>
internal static class JsonFields
{
    /// <summary>How kinds of changes are called.</summary>
    public static readonly EnumNameConverter<ChangeKind> ChangeKinds = new();

    private static readonly EnumNameConverter<CallTargetType> TargetTypes = new();

    public static void WriteText(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    public static void WriteInstant(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? instant)
    {
        if (instant is { } known)
        {
            writer.WritePropertyName(name);
            InstantConverter.Write(writer, known);
        }
    }

    public static void WriteId(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ObjectId? id)
    {
        if (id is { } known)
        {
            writer.WritePropertyName(name);
            ObjectIdConverter.Write(writer, known);
        }
    }

    public static void WriteIds(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ValueList<ObjectId> ids)
    {
        writer.WriteStartArray(name);
        foreach (var id in ids.AsSpan())
        {
            ObjectIdConverter.Write(writer, id);
        }
        writer.WriteEndArray();
    }

    public static void WriteTexts(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ValueList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts.AsSpan())
        {
            writer.WriteStringValue(text);
        }
        writer.WriteEndArray();
    }

    public static void WriteName<T>(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, T value, EnumNameConverter<T> names)
        where T : struct, Enum
    {
        writer.WritePropertyName(name);
        names.Write(writer, value, ApiJson.Options);
    }

    /// <summary>A party that says nothing is left out.</summary>
    public static void WriteParty(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, Party party)
    {
        if (party != default)
        {
            writer.WriteStartObject(name);
            writer.WriteText("name"u8, party.Name);
            writer.WriteText("number"u8, party.Number);
            writer.WriteEndObject();
        }
    }

    public static void WriteReference(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, DirectoryReference? reference)
    {
        if (reference is not { } known)
        {
            return;
        }
        writer.WriteStartObject(name);
        if (known.Id is { } id)
        {
            writer.WriteNumber("id"u8, id);
        }
        writer.WriteText("name"u8, known.Name);
        writer.WriteEndObject();
    }

    public static void WriteCause(this Utf8JsonWriter writer, HangupCause? cause) => writer.WriteText("hangupCause"u8, cause?.Name);

    public static void WriteTarget(this Utf8JsonWriter writer, CallTarget? target)
    {
        if (target is null)
        {
            return;
        }
        writer.WriteStartObject("target"u8);
        writer.WriteName("type"u8, target.Type, TargetTypes);
        writer.WriteText("id"u8, target.Id);
        writer.WriteText("name"u8, target.Name);
        writer.WriteText("address"u8, target.Address);
        writer.WriteEndObject();
    }

    public static void WriteForward(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ForwardTarget? target)
    {
        if (target is null)
        {
            return;
        }
        writer.WriteStartObject(name);
        writer.WriteText("number"u8, target.Number);
        writer.WriteBoolean("isVoicemail"u8, target.IsVoicemail);
        writer.WriteEndObject();
    }

    public static void WriteContact(this Utf8JsonWriter writer, ExtensionContact contact)
    {
        writer.WriteStartObject();
        writer.WriteString("address"u8, contact.Address);
        if (contact.Port is { } port)
        {
            writer.WriteNumber("port"u8, port);
        }
        writer.WriteText("transport"u8, contact.Transport);
        writer.WriteBoolean("isWebSocket"u8, contact.IsWebSocket);
        writer.WriteText("userAgent"u8, contact.UserAgent);
        writer.WriteTexts("codecs"u8, contact.Codecs);
        writer.WriteBoolean("stale"u8, contact.Stale);
        writer.WriteInstant("expiresAt"u8, contact.ExpiresAt);
        writer.WriteEndObject();
    }

    public static void WriteTimeline(this Utf8JsonWriter writer, ValueList<TimelineEntry> timeline)
    {
        writer.WriteStartArray("timeline"u8);
        foreach (var entry in timeline.AsSpan())
        {
            writer.WriteStartObject();
            writer.WriteInstant("at"u8, entry.At);
            writer.WriteName("kind"u8, entry.Kind, ChangeKinds);
            writer.WriteId("channel"u8, entry.Channel);
            writer.WriteText("detail"u8, entry.Detail);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    /// <summary>What all objects have, at their end.</summary>
    public static void WriteIdentity(this Utf8JsonWriter writer, Entity entity)
    {
        writer.WriteId("id"u8, entity.Id);
        writer.WriteString("source"u8, entity.Source);
        writer.WriteString("domain"u8, entity.Domain);
        writer.WriteBoolean("stale"u8, entity.Stale);
    }
}
