using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Objects;

/// <summary>Causes as an array: name, SIP status, Q.850 value. A source may have causes that nobody else knows.</summary>
internal sealed class HangupCauseConverter : JsonConverter<HangupCause>
{
    public override HangupCause Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Read();
        var name = reader.GetString();
        reader.Read();
        var status = reader.GetInt32();
        reader.Read();
        var q850 = reader.GetInt32();
        reader.Read();
        return string.IsNullOrEmpty(name) || status is < 300 or > 699 || q850 is < 1 or > 127
            ? throw new JsonException($"'{name}' ({status}, {q850}) is no cause.")
            : HangupCause.FromName(name) ?? new HangupCause(name, status, q850);
    }

    public override void Write(Utf8JsonWriter writer, HangupCause value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(value.Name);
        writer.WriteNumberValue(value.SipStatus);
        writer.WriteNumberValue(value.Q850);
        writer.WriteEndArray();
    }
}
