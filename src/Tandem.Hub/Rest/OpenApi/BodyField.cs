using Microsoft.OpenApi;

namespace Tandem.Hub.Rest.OpenApi;

/// <summary>A field of the JSON object that an endpoint takes, for its description.</summary>
/// <param name="Name">The field.</param>
/// <param name="Description">What it is for, and what is allowed.</param>
/// <param name="Type">Its JSON type, or several.</param>
/// <param name="IsRequired">Whether it must be there.</param>
internal sealed record BodyField(string Name, string Description, JsonSchemaType Type = JsonSchemaType.String, bool IsRequired = false);
