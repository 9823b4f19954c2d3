using System.Text.Json;

namespace Tandem.Hub.Rest.Json;

/// <summary>Writes a span of time as a number of seconds: 0.02. Its field's name ends in <c>Seconds</c>.</summary>
internal sealed class SecondsConverter : WriteOnlyConverter<TimeSpan>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((decimal)value.Ticks / TimeSpan.TicksPerSecond);
}
