using Tandem.Hub.Rest;
using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.Json;
using Tandem.Hub.Rest.OpenApi;
using Tandem.Pbx.State;

namespace Tandem.Hub.Events;

/// <summary><c>/api/events</c>: the live model as a snapshot and the changes after it, over a WebSocket or as server-sent events.</summary>
internal static class EventEndpoints
{
    private const string LastEventId = "Last-Event-ID";
    private const string ModelFormat = "model";
    private const string ChannelFormat = "chan_info";

    /// <summary>Adds the endpoints.</summary>
    /// <param name="api">The group <c>/api</c>.</param>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/events/ticket", IssueTicket)
            .RequireScope(Scope.Read)
            .Answers<FeedTicket>("Makes a ticket that opens the feed once, for where no header can be sent.", 201, 503);

        // HTTP/2 opens a WebSocket by CONNECT (RFC 8441).
        api.MapMethods("/events", [HttpMethods.Get, HttpMethods.Connect], SubscribeAsync).RequireScope(Scope.Read).WithMetadata(new AcceptsTicket())
            .Answers<string>("The live model as a snapshot and the changes after it: a WebSocket, or server-sent events.", 200, 400, 503)
            .Reads([new RequestField("after", "The position of a frame: only what came after it."), new RequestField("format", $"{ModelFormat} (default), or {ChannelFormat} for channels alone with the names of Basix."), new RequestField("ticket", "In place of a token.")]);
    }

    private static IResult IssueTicket(Caller caller, FeedTickets tickets) => tickets.Issue(caller) is { } ticket
        ? Results.Json(ticket, ApiJson.TypeOf<FeedTicket>(), statusCode: StatusCodes.Status201Created)
        : new Problem(StatusCodes.Status503ServiceUnavailable, "Too many tickets are outstanding.");

    private static async Task<IResult> SubscribeAsync(HttpContext context, Caller caller, FeedSessions sessions)
    {
        if (!TryReadPosition(context.Request, out var after, out var field))
        {
            return Problem.Invalid(field, "the position of a frame is wanted");
        }
        var format = context.Request.Query["format"].ToString();
        if (format is not ("" or ModelFormat or ChannelFormat))
        {
            return Problem.Invalid("format", $"{ModelFormat} or {ChannelFormat} is wanted");
        }
        if (format == ChannelFormat && after is not null)
        {
            return Problem.Invalid(field, $"with the format {ChannelFormat} every subscription begins anew");
        }
        return await sessions.ServeAsync(context, caller, after, isModel: format != ChannelFormat).ConfigureAwait(false);
    }

    /// <summary>Where to go on. A browser that reconnects repeats its query and adds the header, so the header says it better.</summary>
    private static bool TryReadPosition(HttpRequest request, out Position? position, out string field)
    {
        position = null;
        field = LastEventId;
        var text = request.Headers[LastEventId];
        if (text.Count == 0)
        {
            field = "after";
            text = request.Query[field];
        }
        if (text.Count == 0)
        {
            return true;
        }
        var isPosition = Position.TryParse(text.ToString(), out var parsed);
        position = parsed;
        return isPosition;
    }
}
