using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Tandem.Hub.Rest.Json;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Hub.Rest.OpenApi;

/// <summary>Says what the converters write, which a schema made from the types cannot know.</summary>
internal static class ApiSchemas
{
    /// <summary>Corrects the schema of a type that a converter writes.</summary>
    public static void Correct(OpenApiSchema schema, JsonTypeInfo info)
    {
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        if (type == typeof(DateTimeOffset))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
            schema.Description ??= "An instant by RFC 3339, in UTC.";
        }
        else if (type == typeof(TimeSpan))
        {
            schema.Type = JsonSchemaType.Number;
            schema.Pattern = null;
            schema.Description ??= "Seconds.";
        }
        else if (type == typeof(ObjectId))
        {
            schema.Type = JsonSchemaType.String;
            schema.Description ??= "An object's id: source:localId.";
        }
        else if (type == typeof(Position))
        {
            schema.Type = JsonSchemaType.String;
            schema.Description ??= "A position of the feed; opaque.";
        }
        else if (type == typeof(HangupCause))
        {
            schema.Type = JsonSchemaType.String;
            schema.Description ??= "The name of a cause: normal_clearing.";
        }
        else if (type == typeof(CapabilitySet))
        {
            schema.Type = JsonSchemaType.Array;
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
            schema.Description ??= "Names of capabilities.";
        }
        else if (type == typeof(ChannelState))
        {
            schema.Type = JsonSchemaType.Object;
            schema.Required = new HashSet<string> { "name" };
            schema.Properties = new Dictionary<string, IOpenApiSchema> { ["name"] = new OpenApiSchema { Type = JsonSchemaType.String } };
            schema.Description ??= "The state's name, and its arguments beside it.";
        }
        else if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => NameOf(Enum.ToObject(type, value)))];
        }
    }

    private static JsonNode NameOf(object value) => JsonSerializer.SerializeToNode(value, ApiJson.Options.GetTypeInfo(value.GetType()))!;
}
