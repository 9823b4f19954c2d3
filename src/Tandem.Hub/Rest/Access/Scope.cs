namespace Tandem.Hub.Rest.Access;

/// <summary>What a token may do. No scope holds another.</summary>
internal static class Scope
{
    /// <summary>See: lists, history, events.</summary>
    public const string Read = "read";

    /// <summary>Make and end calls.</summary>
    public const string Call = "call";

    /// <summary>Change extensions, and see SIP messages.</summary>
    public const string Admin = "admin";

    /// <summary>Lets only tokens with a scope in.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="scope">The scope.</param>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new RequiredScope(scope)).RequireAuthorization(policy => policy.RequireClaim(Caller.ScopeClaim, scope));
}
