using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Objects;

/// <summary>Ids as they are at home; what is read becomes an object of the source that reads.</summary>
/// <param name="source">The source.</param>
internal sealed class ObjectIdConverter(string source) : JsonConverter<ObjectId>
{
    public override ObjectId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(source, reader.GetString() is { Length: > 0 } id ? id : throw new JsonException("An id is empty."));

    public override void Write(Utf8JsonWriter writer, ObjectId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
