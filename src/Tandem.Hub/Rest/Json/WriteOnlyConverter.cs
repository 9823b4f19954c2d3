using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.Hub.Rest.Json;

/// <summary>Writes values that the hub tells and never takes.</summary>
/// <typeparam name="T">The type.</typeparam>
internal abstract class WriteOnlyConverter<T> : JsonConverter<T>
{
    /// <inheritdoc/>
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException($"{typeof(T).Name} is written, never read.");
}
