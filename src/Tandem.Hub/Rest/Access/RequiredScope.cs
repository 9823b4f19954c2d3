namespace Tandem.Hub.Rest.Access;

/// <summary>Says which scope an endpoint wants.</summary>
/// <param name="Scope">The scope.</param>
internal sealed record RequiredScope(string Scope);
