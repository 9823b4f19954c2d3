using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tandem.Asterisk.Messages;

namespace Tandem.Hub.CommandLine;

/// <summary>Messages of Asterisk as JSON: texts by their names, arrays where a name comes several times.</summary>
internal static class AmiJson
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject ToJson(AmiMessage message)
    {
        var json = new JsonObject();
        foreach (var name in message.Select(header => header.Name).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var values = message.GetAll(name);
            json[name] = values.Count == 1 && name != "Output" ? JsonValue.Create(values[0]) : new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
        }
        return json;
    }

    /// <summary>A message on one line.</summary>
    public static string ToLine(AmiMessage message) => ToJson(message).ToJsonString(OneLine);
}
