using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tandem.Pbx.Model;

namespace Tandem.Hub.Rest.Json;

/// <summary>How REST and the feed write JSON: the model's own records, camelCase, without what is null or says nothing.</summary>
internal static class ApiJson
{
    /// <summary>The options.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>How one type is written.</summary>
    /// <typeparam name="T">The type; one that <see cref="ApiJsonContext"/> names.</typeparam>
    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(ApiJsonContext.Default.Options)
        {
            // Every answer is application/json with nosniff, never part of a page: '+49' and 'Müller' stay readable.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = ApiJsonContext.Default.WithAddedModifier(Shape),
        };
        options.MakeReadOnly();
        return options;
    }

    private static void Shape(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.PropertyType == typeof(TimeSpan) || property.PropertyType == typeof(TimeSpan?))
            {
                property.Name += "Seconds";
            }
            else if (property.PropertyType == typeof(Party))
            {
                property.ShouldSerialize = static (_, party) => party is Party known && known != default;
            }
            else if (property.PropertyType == typeof(EntityKind))
            {
                // Objects stand under the name of their kind.
                property.ShouldSerialize = static (_, _) => false;
            }
        }
    }
}
