using System.Text.Json;
using Tandem.Pbx.Commands;

namespace Tandem.Hub.Rest.Json;

/// <summary>Writes capabilities as an array of their names.</summary>
internal sealed class CapabilitySetConverter : WriteOnlyConverter<CapabilitySet>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, CapabilitySet value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var capability in value)
        {
            writer.WriteStringValue(capability.Name);
        }
        writer.WriteEndArray();
    }
}
