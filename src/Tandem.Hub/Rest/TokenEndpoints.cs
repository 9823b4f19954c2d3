using Tandem.Hub.Configuration;
using Tandem.Hub.Identity;
using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.Json;
using Tandem.Hub.Rest.OpenApi;
using JsonSchemaType = Microsoft.OpenApi.JsonSchemaType;

namespace Tandem.Hub.Rest;

/// <summary><c>/api/tokens</c>. Nobody gets more by a new token than the one that asks for it has.</summary>
internal static class TokenEndpoints
{
    private static readonly string ScopesAllowed = $"a list of {string.Join(", ", Caller.Operator.Scopes)} is wanted, at least one of them";

    /// <summary>Adds the endpoints.</summary>
    /// <param name="api">The group <c>/api</c>.</param>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/tokens", ListAsync).RequireScope(Scope.Admin).Answers<ItemList<TokenView>>("Lists the tokens, without their secrets.");
        api.MapPost("/tokens", AddAsync)
            .RequireScope(Scope.Admin)
            .Answers<TokenAdded>("Makes a token, which is shown this once. It can be given no more than the asking token has.", 201, 400, 403, 409, 415)
            .Reads([], [
                new BodyField("name", $"What it is for: 1 to {TokenRules.MaxName} characters.", IsRequired: true),
                new BodyField("scopes", $"What it may do: {string.Join(", ", Caller.Operator.Scopes)}.", JsonSchemaType.Array, IsRequired: true),
                new BodyField("extension", "The number of an extension: the token is for its user alone. The domain as a whole where it is missing."),
            ]);
        api.MapDelete("/tokens/{id}", RevokeAsync).RequireScope(Scope.Admin).AnswersNothing("Revokes a token, and ends the feeds that it opened.", 404);
    }

    private static async Task<IResult> ListAsync(Caller caller, TokenRepository tokens, ExtensionRepository extensions, CancellationToken cancellationToken)
    {
        var seen = (await tokens.ListAsync(caller.Domain, cancellationToken).ConfigureAwait(false)).Where(token => IsHis(caller, token));
        var numbers = (await extensions.ListAsync(caller.Domain, cancellationToken).ConfigureAwait(false)).ToLookup(extension => (extension.Domain, extension.UserId), extension => extension.Number);
        var items = seen.Select(token => new TokenView(
            token.Id, token.Name, token.Domain, token.UserId is { } user ? numbers[(token.Domain, user)].FirstOrDefault() : null, token.Scopes, token.CreatedAt));
        return Results.Json(new ItemList<TokenView>([.. items]), ApiJson.TypeOf<ItemList<TokenView>>());
    }

    private static async Task<IResult> AddAsync(
        HttpRequest request, Caller caller, TokenRepository tokens, ExtensionRepository extensions, SwitchSettings settings, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(request, "name", "scopes", "extension").ConfigureAwait(false);
        var name = body.RequiredText("name", TokenRules.MaxName);
        var scopes = body.TextList("scopes", Caller.Operator.Scopes.Count, TokenRules.MaxName);
        var number = body.OptionalText("extension", TokenRules.MaxName);
        if (body.Problem is { } problem)
        {
            return problem;
        }
        if (scopes.Count == 0 || scopes.Except(Caller.Operator.Scopes).Any() || scopes.Distinct().Count() < scopes.Count)
        {
            return Problem.Invalid("$.scopes", ScopesAllowed);
        }
        if (scopes.Except(caller.Scopes).FirstOrDefault() is { } more)
        {
            return new Problem(StatusCodes.Status403Forbidden, $"The asking token lacks the scope '{more}', and cannot give it.") { Field = "$.scopes" };
        }
        var domain = caller.Domain ?? settings.Switch.Domain;
        var user = caller.User;
        if (number is not null)
        {
            var extension = await extensions.FindAsync(domain, number, cancellationToken).ConfigureAwait(false);
            if (extension is null || (user is not null && extension.UserId != user))
            {
                return Problem.Invalid("$.extension", $"an extension of the domain '{domain}' is wanted that is not in the settings, and that the asking token may speak for");
            }
            user = extension.UserId;
        }
        if ((await tokens.ListAsync(domain, cancellationToken).ConfigureAwait(false)).Count >= TokenRules.MaxInDomain)
        {
            return new Problem(StatusCodes.Status409Conflict, $"The domain '{domain}' has {TokenRules.MaxInDomain} tokens, which is the limit: revoke those that nobody uses.");
        }
        var (token, secret) = await tokens.CreateAsync(domain, name, [.. scopes], user, cancellationToken).ConfigureAwait(false);
        return Results.Json(new TokenAdded(token.Id, secret), ApiJson.TypeOf<TokenAdded>(), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> RevokeAsync(
        string id, Caller caller, TokenRepository tokens, TokenSessions sessions, SwitchSettings settings, CancellationToken cancellationToken)
    {
        var domain = caller.Domain ?? settings.Switch.Domain;
        var token = (await tokens.ListAsync(domain, cancellationToken).ConfigureAwait(false)).FirstOrDefault(token => $"{token.Id}" == id);
        if (token is null || !IsHis(caller, token) || !await tokens.RevokeAsync(domain, token.Id, cancellationToken).ConfigureAwait(false))
        {
            return Problem.NotFound("token", id);
        }
        sessions.Revoke(Caller.Of(token));
        return Results.NoContent();
    }

    private static bool IsHis(Caller caller, TokenRecord token) => caller.User is null || caller.User == token.UserId;
}
