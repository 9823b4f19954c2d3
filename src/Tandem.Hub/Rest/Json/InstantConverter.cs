using System.Globalization;
using System.Text.Json;

namespace Tandem.Hub.Rest.Json;

/// <summary>Writes an instant by RFC 3339 in UTC, always with six fractional digits: <c>2026-03-01T09:00:00.000000Z</c>.</summary>
internal sealed class InstantConverter : WriteOnlyConverter<DateTimeOffset>
{
    private const int MicrosecondsLength = 26;

    /// <summary>Writes an instant.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The instant.</param>
    public static void Write(Utf8JsonWriter writer, DateTimeOffset value)
    {
        // The round-trip format has a digit more, and is many times quicker than one given by a pattern.
        Span<byte> text = stackalloc byte[MicrosecondsLength + 2];
        value.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[MicrosecondsLength] = (byte)'Z';
        writer.WriteStringValue(text[..(MicrosecondsLength + 1)]);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => Write(writer, value);
}
