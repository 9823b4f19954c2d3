using Microsoft.OpenApi;

namespace Tandem.Hub.Rest.OpenApi;

/// <summary>A query parameter or header that an endpoint takes, for its description.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for, and what is allowed.</param>
/// <param name="In">Where it stands.</param>
/// <param name="Type">Its JSON type.</param>
internal sealed record RequestField(string Name, string Description, ParameterLocation In = ParameterLocation.Query, JsonSchemaType Type = JsonSchemaType.String);
