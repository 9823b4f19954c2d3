using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.Sipgate.Json;

/// <summary>Reads a string, or a number as the text that it is.</summary>
internal sealed class LooseTextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
