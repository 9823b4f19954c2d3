using System.Text.Json;
using Tandem.Pbx.State;

namespace Tandem.Hub.Rest.Json;

/// <summary>Writes a position as its token.</summary>
internal sealed class PositionConverter : WriteOnlyConverter<Position>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Position value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
