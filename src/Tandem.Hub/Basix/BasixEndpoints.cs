using System.Net.WebSockets;
using Tandem.Cti.Protocol;
using Tandem.Hub.Events;
using Tandem.Hub.Rest;
using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.OpenApi;
using Tandem.Pbx.Exchanges;
using Tandem.Pbx.Feed;

namespace Tandem.Hub.Basix;

/// <summary><c>/basix/api/ws_cti</c>: the CTI feed as a Basix gives it, over every source.</summary>
internal sealed class BasixEndpoints(
    FeedSessions sessions,
    FeedPumps pumps,
    FeedSubscribers places,
    BasixConnections connections,
    TokenSessions tokens,
    BasixOptions options,
    FeedOptions feed,
    Exchange exchange,
    ILogger<BasixEndpoints> logger)
{
    /// <summary>The path of the feed.</summary>
    public const string Path = "/basix/api/ws_cti";

    /// <summary>Adds the endpoint.</summary>
    /// <param name="app">Where to.</param>
    public static void Map(IEndpointRouteBuilder app) => app
        .MapMethods(Path, [HttpMethods.Get, HttpMethods.Connect], (HttpContext context, Caller caller, BasixEndpoints endpoints) => endpoints.ServeAsync(context, caller))
        .RequireScope(Scope.Read)
        .WithMetadata(new AcceptsBasixCredentials())
        .Answers<string>("The CTI feed as a Basix gives it, in BERT over a WebSocket; also by Basic authorisation, or a token in the query.", 200, 400, 426, 503)
        .Reads(
        [
            new RequestField("profile", $"The generation of the protocol: {string.Join(", ", CtiProfiles.Names)}."),
            new RequestField("objects", "true gives the whole model in place of the records of channels: for another Tandem, in the profile tandem alone."),
            new RequestField("force", "true takes the place of the token's oldest connection where it has too many."),
            new RequestField("domain", "The domain, as in 2016."),
            new RequestField("api_user", "Not looked at."),
            new RequestField("api_token", "The token, as in 2016."),
        ]);

    private async Task<IResult> ServeAsync(HttpContext context, Caller caller)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            return new Problem(StatusCodes.Status426UpgradeRequired, "A WebSocket is wanted.");
        }
        var query = context.Request.Query;
        var profile = options.Profile ?? (BasixCredentials.IsInQuery(context.Request) ? CtiProfile.Basix2016 : CtiProfile.Basix2019);
        if (query.TryGetValue("profile", out var name) && !CtiProfiles.TryParse(name, out profile))
        {
            return Problem.Invalid("profile", string.Join(", ", CtiProfiles.Names));
        }
        var isWhole = query["objects"] == "true";
        if (isWhole && profile != CtiProfile.Tandem)
        {
            return Problem.Invalid("objects", $"nothing but with profile={CtiProfile.Tandem.Name()}");
        }
        if (!places.TryEnter())
        {
            return new Problem(StatusCodes.Status503ServiceUnavailable, "There are too many subscribers.");
        }
        try
        {
            var (socket, line) = await sessions.OpenAsync(context, WebSocketMessageType.Binary).ConfigureAwait(false);
            using (socket)
            {
                await ServeAsync(line, caller, profile, isWhole, force: query["force"] == "true").ConfigureAwait(false);
            }
        }
        finally
        {
            places.Leave();
        }
        return Results.Empty;
    }

    private async Task ServeAsync(WebSocketLine line, Caller caller, CtiProfile profile, bool isWhole, bool force)
    {
        var subscriber = new FeedSubscriber(line, feed.Capacity);
        var session = new BasixSession(caller, exchange, profile, subscriber, logger);
        if (!connections.TryEnter(caller.Name, subscriber, force))
        {
            subscriber.End(FeedEnd.Full);
            await line.RunAsync(subscriber, receive: null, session.Farewell).ConfigureAwait(false);
            return;
        }
        using var open = tokens.Open(caller, () => subscriber.End(FeedEnd.Revoked));
        try
        {
            var serving = isWhole ? ServeObjectsAsync(subscriber, caller.Projection, Run) : ServeChannelsAsync(subscriber, caller.Projection, profile, Run);
            await serving.ConfigureAwait(false);
        }
        finally
        {
            connections.Leave(caller.Name, subscriber);
        }

        Task Run() => line.RunAsync(subscriber, session.ReceiveAsync, session.Farewell);
    }

    private async Task ServeChannelsAsync(FeedSubscriber subscriber, Projection projection, CtiProfile profile, Func<Task> run)
    {
        var pump = pumps.TakeChannels(projection);
        try
        {
            pump.Join(subscriber, profile);
            await run().ConfigureAwait(false);
        }
        finally
        {
            pump.Leave(subscriber);
            pumps.Return<ChannelPump>(projection);
        }
    }

    private async Task ServeObjectsAsync(FeedSubscriber subscriber, Projection projection, Func<Task> run)
    {
        var pump = pumps.TakeObjects(projection);
        try
        {
            pump.Join(subscriber, after: null);
            await run().ConfigureAwait(false);
        }
        finally
        {
            pump.Leave(subscriber);
            pumps.Return<ObjectPump>(projection);
        }
    }
}
