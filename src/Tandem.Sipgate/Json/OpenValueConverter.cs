using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.Sipgate.Json;

/// <summary>Reads and writes an <see cref="IOpenValue{TSelf}"/> as a string.</summary>
internal sealed class OpenValueConverter<T> : JsonConverter<T>
    where T : struct, IOpenValue<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => T.From(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
