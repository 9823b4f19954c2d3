using Tandem.Hub.Configuration;
using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.Json;
using Tandem.Hub.Rest.OpenApi;
using Tandem.Pbx.Exchanges;
using Tandem.Switch;
using Tandem.Switch.Notifications;
using JsonSchemaType = Microsoft.OpenApi.JsonSchemaType;

namespace Tandem.Hub.Rest;

/// <summary><c>/api/extensions/{id}/messages</c> and <c>/api/extensions/{id}/check-sync</c>: what phones are told outside calls.</summary>
internal static class NotificationEndpoints
{
    private const int MaxMessages = 1_000_000;

    /// <summary>Adds the endpoints.</summary>
    /// <param name="api">The group <c>/api</c>.</param>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPut("/extensions/{id}/messages", SetMessagesAsync)
            .RequireScope(Scope.Admin)
            .Answers<NotificationSent>("Says how many voice messages an extension has, and lights the lamps of its phones.", StatusCodes.Status200OK, 400, 404, 409, 415)
            .Reads([], [
                new BodyField("new", "Messages not yet heard.", JsonSchemaType.Integer),
                new BodyField("saved", "Messages heard and kept.", JsonSchemaType.Integer),
                new BodyField("urgent", "How many of the new ones are urgent.", JsonSchemaType.Integer),
            ]);
        api.MapPost("/extensions/{id}/check-sync", CheckSyncAsync)
            .RequireScope(Scope.Admin)
            .Answers<NotificationSent>("Asks the phones of an extension to fetch their configuration.", StatusCodes.Status200OK, 400, 404, 409, 415)
            .Reads([], [new BodyField("reboot", "Whether they are to restart for it.", JsonSchemaType.Boolean)]);
    }

    private static async Task<IResult> SetMessagesAsync(
        string id, HttpRequest request, Caller caller, Exchange exchange, SipSwitch sipSwitch, SwitchSettings settings, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(request, "new", "saved", "urgent").ConfigureAwait(false);
        var counts = new MessageCounts(Count("new"), Count("saved"), Count("urgent"));
        if (body.Problem is { } problem)
        {
            return problem;
        }
        if (counts.Urgent > counts.New)
        {
            return Problem.Invalid("$.urgent", "at most as many as are new");
        }
        return await NotifyAsync(id, caller, exchange, settings, user => sipSwitch.NotifyMessagesWaitingAsync(user, counts), cancellationToken).ConfigureAwait(false);

        int Count(string name) => body.OptionalNumber(name, 0, MaxMessages) ?? 0;
    }

    private static async Task<IResult> CheckSyncAsync(
        string id, HttpRequest request, Caller caller, Exchange exchange, SipSwitch sipSwitch, SwitchSettings settings, CancellationToken cancellationToken)
    {
        var body = request.ContentType is null ? RequestBody.Empty() : await RequestBody.ReadAsync(request, "reboot").ConfigureAwait(false);
        var reboot = body.OptionalFlag("reboot") ?? false;
        return body.Problem ?? await NotifyAsync(id, caller, exchange, settings, user => sipSwitch.NotifyCheckSyncAsync(user, reboot), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IResult> NotifyAsync(
        string id, Caller caller, Exchange exchange, SwitchSettings settings, Func<string, Task<NotificationResult>> notify, CancellationToken cancellationToken)
    {
        if (ExtensionEndpoints.Find(id, caller, exchange, settings, out var extension) is { } problem)
        {
            return problem;
        }
        // The local id is the user: its number, in a further domain with that.
        var result = await notify(extension!.Id.LocalId).WaitAsync(cancellationToken).ConfigureAwait(false);
        return result.Outcome == NotificationOutcome.NotFound
            ? Problem.NotFound("extension", id)
            : Results.Json(new NotificationSent(result.Outcome, result.Phones, result.Accepted), ApiJson.TypeOf<NotificationSent>());
    }
}
