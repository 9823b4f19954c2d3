using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.Sipgate.History;

/// <summary>Reads <c>STARRED</c>, <c>UNSTARRED</c> or a Boolean.</summary>
internal sealed class StarredConverter : JsonConverter<bool>
{
    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.String => reader.ValueTextEquals("STARRED"u8),
        _ => false,
    };

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
}
