using System.Text.Json;
using Tandem.Pbx.Model;

namespace Tandem.Hub.Rest.Json;

/// <summary>Writes an object's id as <c>source:localId</c>.</summary>
internal sealed class ObjectIdConverter : WriteOnlyConverter<ObjectId>
{
    private const int MaxOnStack = 256;

    /// <summary>Writes an id.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="id">The id.</param>
    public static void Write(Utf8JsonWriter writer, ObjectId id)
    {
        var length = id.Source.Length + 1 + id.LocalId.Length;
        if (length > MaxOnStack)
        {
            writer.WriteStringValue(id.ToString());
            return;
        }
        Span<char> text = stackalloc char[MaxOnStack];
        id.Source.CopyTo(text);
        text[id.Source.Length] = ':';
        id.LocalId.CopyTo(text[(id.Source.Length + 1)..]);
        writer.WriteStringValue(text[..length]);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ObjectId value, JsonSerializerOptions options) => Write(writer, value);
}
