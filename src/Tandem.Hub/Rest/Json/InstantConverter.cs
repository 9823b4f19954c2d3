using System.Globalization;
using System.Text.Json;

namespace Tandem.Hub.Rest.Json;

/// <summary>Writes an instant by RFC 3339 in UTC, always with six fractional digits: <c>2026-03-01T09:00:00.000000Z</c>.</summary>
internal sealed class InstantConverter : WriteOnlyConverter<DateTimeOffset>
{
    private const int Length = 27;

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Length];
        value.UtcDateTime.TryFormat(text, out var written, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..written]);
    }
}
