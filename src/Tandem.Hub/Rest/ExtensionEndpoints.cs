using Tandem.Hub.Configuration;
using Tandem.Hub.Identity;
using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.Json;
using Tandem.Hub.Rest.OpenApi;
using Tandem.Pbx.Exchanges;
using Tandem.Pbx.Model;

namespace Tandem.Hub.Rest;

/// <summary><c>/api/extensions</c>.</summary>
internal static class ExtensionEndpoints
{
    private const int MaxText = 256;

    /// <summary>Adds the endpoints.</summary>
    /// <param name="api">The group <c>/api</c>.</param>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/extensions", AddAsync)
            .RequireScope(Scope.Admin)
            .Answers<ExtensionAdded>("Adds an extension; its password is shown this once.", 201, 400, 409, 415)
            .Reads([], [
                new BodyField("number", $"Its number: {ExtensionRules.NumberAllowed}.", IsRequired: true),
                new BodyField("name", $"Its name: {ExtensionRules.NameAllowed}."),
                new BodyField("secret", $"Its SIP password: {ExtensionRules.SecretAllowed}. A random one where it is missing."),
            ]);
        api.MapDelete("/extensions/{**id}", RemoveAsync).RequireScope(Scope.Admin).AnswersNothing("Removes an extension and its registrations.", 404, 409);
    }

    private static async Task<IResult> AddAsync(
        HttpRequest request, Caller caller, IExtensionService extensions, SwitchSettings settings, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(request, "number", "name", "secret").ConfigureAwait(false);
        var number = body.RequiredText("number", MaxText);
        var name = body.OptionalText("name", MaxText, mayBeEmpty: true);
        var secret = body.OptionalText("secret", MaxText);
        if (body.Problem is { } problem)
        {
            return problem;
        }
        var domain = caller.Domain ?? settings.Switch.Domain;
        if (!settings.DomainNames.Contains(domain))
        {
            return ForeignDomain(domain);
        }
        var outcome = await extensions.AddAsync(domain, number, name, secret, cancellationToken).ConfigureAwait(false);
        return outcome is ExtensionOutcome.Done done
            ? Results.Json(
                new ExtensionAdded(done.Number, done.Secret), ApiJson.TypeOf<ExtensionAdded>(), statusCode: StatusCodes.Status201Created)
            : ProblemOf(outcome, number);
    }

    private static async Task<IResult> RemoveAsync(
        string id,
        Caller caller,
        Exchange exchange,
        IExtensionService extensions,
        TokenRepository tokens,
        TokenSessions sessions,
        SwitchSettings settings,
        CancellationToken cancellationToken)
    {
        if (Find(id, caller, exchange, settings, out var extension) is { } problem)
        {
            return problem;
        }
        // A user's tokens go with the user.
        var own = (await tokens.ListAsync(extension!.Domain, cancellationToken).ConfigureAwait(false)).Where(token => token.UserId is { } user && user == extension.User?.Id);
        var outcome = await extensions.RemoveAsync(extension.Domain, extension.Number, cancellationToken).ConfigureAwait(false);
        if (outcome is not ExtensionOutcome.Done)
        {
            return ProblemOf(outcome, extension.Number);
        }
        foreach (var token in own)
        {
            sessions.Revoke(Caller.Of(token));
        }
        return Results.NoContent();
    }

    /// <summary>Finds an extension of the built-in exchange.</summary>
    /// <returns>Null where it is found; else why not.</returns>
    internal static Problem? Find(string id, Caller caller, Exchange exchange, SwitchSettings settings, out Extension? extension)
    {
        extension = null;
        var reference = RouteId.Read(id);
        var found = exchange.Model.Resolve(EntityKind.Extension, reference, caller.Domain);
        if (found.IsAmbiguous)
        {
            return new Problem(StatusCodes.Status409Conflict, $"'{reference}' fits {found.Candidates.Count} extensions.") { Candidates = found.Candidates };
        }
        if (found.Id is not { } resolved || !exchange.Model.TryGet(resolved, out extension))
        {
            return Problem.NotFound("extension", reference.Text);
        }
        return extension.Source == settings.Switch.Name
            ? null
            : new Problem(StatusCodes.Status409Conflict, $"'{resolved}' is kept by {extension.Source}, and can be changed there only.");
    }

    private static Problem ForeignDomain(string domain) =>
        new(StatusCodes.Status403Forbidden, $"The built-in exchange does not serve the domain '{domain}'.");

    private static Problem ProblemOf(ExtensionOutcome outcome, string number) => outcome switch
    {
        ExtensionOutcome.NotFound => Problem.NotFound("extension", number),
        ExtensionOutcome.Exists => new Problem(StatusCodes.Status409Conflict, $"There is an extension {number} already.") { Field = "$.number" },
        ExtensionOutcome.ReadOnly { Key: var key } => new Problem(
            StatusCodes.Status409Conflict, $"Extension {number} stands in the settings ({key}) and can be changed there only.")
        { Key = key },
        ExtensionOutcome.Invalid { Field: var field, Allowed: var allowed } => Problem.Invalid($"$.{field}", allowed),
        _ => new Problem(StatusCodes.Status500InternalServerError),
    };
}
