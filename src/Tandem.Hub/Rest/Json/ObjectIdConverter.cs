using System.Text.Json;
using Tandem.Pbx.Model;

namespace Tandem.Hub.Rest.Json;

/// <summary>Writes an object's id as <c>source:localId</c>.</summary>
internal sealed class ObjectIdConverter : WriteOnlyConverter<ObjectId>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ObjectId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
