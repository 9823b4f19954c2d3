using Tandem.Hub.Rest;
using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.Json;
using Tandem.Hub.Rest.OpenApi;
using Tandem.Pbx.Exchanges;
using Tandem.Pbx.Feed;
using Tandem.Pbx.State;

namespace Tandem.Hub.Events;

/// <summary><c>/api/events</c>: the live model as a snapshot and the changes after it, over a WebSocket or as server-sent events.</summary>
internal static class EventEndpoints
{
    private const string LastEventId = "Last-Event-ID";

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
            .Reads([new RequestField("after", "The position of a frame: only what came after it."), new RequestField("ticket", "In place of a token.")]);
    }

    private static IResult IssueTicket(Caller caller, FeedTickets tickets) => tickets.Issue(caller) is { } ticket
        ? Results.Json(ticket, ApiJson.TypeOf<FeedTicket>(), statusCode: StatusCodes.Status201Created)
        : new Problem(StatusCodes.Status503ServiceUnavailable, "Too many tickets are outstanding.");

    private static async Task<IResult> SubscribeAsync(
        HttpContext context,
        Caller caller,
        Exchange exchange,
        FrameEncoder encoder,
        FeedSubscribers subscribers,
        FeedOptions options,
        TimeProvider timeProvider,
        ILoggerFactory loggers,
        IHostApplicationLifetime lifetime)
    {
        if (!TryReadPosition(context.Request, out var after, out var field))
        {
            return Problem.Invalid(field, "the position of a frame is wanted");
        }
        if (!subscribers.TryEnter())
        {
            return new Problem(StatusCodes.Status503ServiceUnavailable, "There are too many subscribers.");
        }
        var logger = loggers.CreateLogger(typeof(EventEndpoints));
        try
        {
            if (context.WebSockets.IsWebSocketRequest)
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync(
                    new WebSocketAcceptContext { KeepAliveInterval = options.KeepAlive, KeepAliveTimeout = options.KeepAlive }).ConfigureAwait(false);
                using var watcher = Watch();
                await new WebSocketSubscriber(context, socket, watcher, options, timeProvider, logger, lifetime.ApplicationStopping)
                    .RunAsync(Encode).ConfigureAwait(false);
            }
            else
            {
                using var watcher = Watch();
                using var subscriber = new ServerSentSubscriber(context, watcher, options, timeProvider, logger, lifetime.ApplicationStopping);
                await subscriber.RunAsync(Encode).ConfigureAwait(false);
            }
        }
        finally
        {
            subscribers.Leave();
        }
        return Results.Empty;

        Watcher Watch() => after is { } position
            ? exchange.Model.WatchFrom(position, caller.Projection, options.Capacity)
            : exchange.Model.SnapshotAndWatch(caller.Projection, options.Capacity);

        EncodedFrame Encode(Frame frame) => encoder.Encode(frame, caller.Projection);
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
