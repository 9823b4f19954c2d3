using System.Text.Json;
using Tandem.Pbx.Model;

namespace Tandem.Hub.Rest.Json;

/// <summary>Writes a cause by its name.</summary>
internal sealed class HangupCauseConverter : WriteOnlyConverter<HangupCause>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, HangupCause value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
}
