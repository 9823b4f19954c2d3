namespace Tandem.Hub.Rest.OpenApi;

/// <summary>What an endpoint reads out of the request by itself, for its description.</summary>
/// <param name="Fields">Query parameters and headers.</param>
/// <param name="Body">Fields of the body; null where it takes none.</param>
internal sealed record RequestShape(IReadOnlyList<RequestField> Fields, IReadOnlyList<BodyField>? Body);
