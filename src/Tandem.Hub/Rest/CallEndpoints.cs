using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.Json;
using Tandem.Hub.Rest.OpenApi;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Exchanges;
using Tandem.Pbx.Model;
using JsonSchemaType = Microsoft.OpenApi.JsonSchemaType;
using ParameterLocation = Microsoft.OpenApi.ParameterLocation;

namespace Tandem.Hub.Rest;

/// <summary><c>/api/calls</c>: click to dial.</summary>
internal static class CallEndpoints
{
    private const string KeyHeader = "Idempotency-Key";
    private const int MaxText = 256;
    private const int MaxTimeoutSeconds = 600;

    /// <summary>Adds the endpoint.</summary>
    /// <param name="api">The group <c>/api</c>.</param>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/calls", CallAsync)
        .RequireScope(Scope.Call)
        .Answers<CallAccepted>("Makes a call: the phone of an extension rings first, and then the number (click to dial).", 202, 400, 404, 409, 415, 501, 504)
        .Reads(
            [new RequestField(KeyHeader, "1 to 128 visible characters: the same call asked for again with the same key is made once.", ParameterLocation.Header)],
            [
                new BodyField("from", "The extension that calls.", IsRequired: true),
                new BodyField("to", "The number to call.", IsRequired: true),
                new BodyField("callerId", "What the called party sees: a number, or an object with name and number.", JsonSchemaType.String | JsonSchemaType.Object),
                new BodyField("timeoutSeconds", $"How long each side rings, 1 to {MaxTimeoutSeconds} s.", JsonSchemaType.Integer),
            ]);

    private static async Task<IResult> CallAsync(HttpRequest request, Caller caller, Exchange exchange, IdempotentCalls calls, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(request, "from", "to", "callerId", "timeoutSeconds").ConfigureAwait(false);
        var command = ReadCommand(body, caller);
        if (body.Problem is { } problem)
        {
            return problem;
        }
        if (!IsOwn(command.From, caller, exchange))
        {
            return new Problem(StatusCodes.Status403Forbidden, $"The token's user may call from extensions of its own only, and '{command.From}' is none.")
            {
                Field = "$.from",
            };
        }
        if (!request.Headers.TryGetValue(KeyHeader, out var keys))
        {
            return Answer(await exchange.ExecuteAsync(command, cancellationToken).ConfigureAwait(false), exchange);
        }
        if (keys is not [{ } key] || !IdempotentCalls.IsKey(key))
        {
            return Problem.Invalid(KeyHeader, "1 to 128 visible characters are wanted");
        }

        // The call is made once, whether or not he who asked for it first stays until it is made.
        var result = calls.Execute(caller.Name, key, command, () => exchange.ExecuteAsync(command, CancellationToken.None).AsTask());
        return result is null
            ? new Problem(StatusCodes.Status409Conflict, "This key was used for another call.") { Field = KeyHeader }
            : Answer(await result.WaitAsync(cancellationToken).ConfigureAwait(false), exchange);
    }

    private static CallCommand ReadCommand(RequestBody body, Caller caller)
    {
        var from = body.RequiredText("from", MaxText);
        var to = body.RequiredText("to", MaxText);
        var callerId = body.IsText("callerId")
            ? new Party(null, body.OptionalText("callerId", MaxText))
            : body.OptionalObject("callerId", party => new Party(party.OptionalText("name", MaxText), party.RequiredText("number", MaxText)), "name", "number");
        var timeout = body.OptionalNumber("timeoutSeconds", 1, MaxTimeoutSeconds);
        return new CallCommand(from, to, callerId, timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null) { Domain = caller.Domain };
    }

    private static bool IsOwn(ObjectReference from, Caller caller, Exchange exchange) =>
        caller.User is null
        || exchange.Model.Resolve(EntityKind.Extension, from, caller.Domain).Id is not { } id
        || !exchange.Model.TryGet(id, out Extension? extension)
        || extension.User?.Id == caller.User;

    private static IResult Answer(CommandResult result, Exchange exchange) => CommandProblem.Of(result) ?? Results.Json(
        new CallAccepted(result.Id!.Value, result.Position ?? exchange.Model.Position),
        ApiJson.TypeOf<CallAccepted>(),
        statusCode: StatusCodes.Status202Accepted);
}
