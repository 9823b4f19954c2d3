using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.Json;
using Tandem.Hub.Rest.OpenApi;
using Tandem.Pbx.Exchanges;

namespace Tandem.Hub.Rest.Commands;

/// <summary>Commands on legs, extensions, queues and conferences: one way from a request to a command, and from its result to an answer.</summary>
internal static class CommandEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    /// <param name="api">The group <c>/api</c>.</param>
    public static void Map(RouteGroupBuilder api)
    {
        foreach (var route in CommandRoutes.All)
        {
            string[] methods = [route.Method];
            var endpoint = route.Path.Contains("{extension}", StringComparison.Ordinal)
                ? api.MapMethods(route.Path, methods, (string id, string extension, HttpRequest request, Caller caller, Exchange exchange, CancellationToken cancellationToken) =>
                    ExecuteAsync(route, id, extension, request, caller, exchange, cancellationToken))
                : api.MapMethods(route.Path, methods, (string id, HttpRequest request, Caller caller, Exchange exchange, CancellationToken cancellationToken) =>
                    ExecuteAsync(route, id, "", request, caller, exchange, cancellationToken));
            endpoint.RequireScope(route.Scope).Answers<CommandDone>(route.Summary, StatusCodes.Status200OK, 400, 404, 409, 415, 501, 502, 504);
            if (route.Fields.Length > 0)
            {
                endpoint.Reads([], route.Fields);
            }
        }
    }

    private static async Task<IResult> ExecuteAsync(
        CommandRoute route, string id, string member, HttpRequest request, Caller caller, Exchange exchange, CancellationToken cancellationToken)
    {
        var body = WantsBody(route, request) ? await RequestBody.ReadAsync(request, [.. route.Fields.Select(field => field.Name)]).ConfigureAwait(false) : RequestBody.Empty();
        var command = route.Read(new CommandArguments(RouteId.Read(id), RouteId.Read(member), body)) with { Domain = caller.Domain };
        if ((body.Problem ?? OwnObjects.Refuse(command, caller, exchange)) is { } problem)
        {
            return problem;
        }
        var result = await exchange.ExecuteAsync(command, cancellationToken).ConfigureAwait(false);
        return CommandProblem.Of(result)
            ?? Results.Json(new CommandDone(result.Id, result.Position ?? exchange.Model.Position), ApiJson.TypeOf<CommandDone>());
    }

    // Where nothing must be said, nothing need be sent.
    private static bool WantsBody(CommandRoute route, HttpRequest request) =>
        route.Fields.Any(field => field.IsRequired) || (route.Fields.Length > 0 && (request.ContentLength > 0 || request.ContentType is not null));
}
