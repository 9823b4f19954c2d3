using System.Text.Json;

namespace Tandem.Hub.Rest.Json;

/// <summary>Writes the values of an enumeration in lower case with underscores: <c>recording_started</c>.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal class EnumNameConverter<T> : WriteOnlyConverter<T>
    where T : struct, Enum
{
    private readonly Dictionary<T, JsonEncodedText> _names;

    /// <summary>Makes a converter.</summary>
    public EnumNameConverter()
        : this([])
    {
    }

    /// <summary>Makes a converter that calls some values by other names.</summary>
    /// <param name="names">Those names.</param>
    protected EnumNameConverter(Dictionary<T, string> names) => _names = Enum.GetValues<T>().ToDictionary(
        value => value,
        value => JsonEncodedText.Encode(names.GetValueOrDefault(value) ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString())));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(_names[value]);
}
