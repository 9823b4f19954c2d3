using System.Net.WebSockets;
using Tandem.Hub.Rest;
using Tandem.Hub.Rest.Access;
using Tandem.Pbx.State;

namespace Tandem.Hub.Events;

/// <summary>Serves subscribers, one request each, from their coming to their going.</summary>
internal sealed class FeedSessions(
    FeedPumps pumps, FeedSubscribers places, TokenSessions tokens, FeedOptions options, TimeProvider timeProvider, ILogger<FeedSessions> logger, IHostApplicationLifetime lifetime)
{
    /// <summary>Serves a subscriber in JSON, over a WebSocket or by server-sent events.</summary>
    /// <param name="context">Its request.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="after">The position of the last frame that it has; null for none.</param>
    /// <param name="isModel">Whether it wants the frames of the model; else the records of channels.</param>
    public async Task<IResult> ServeAsync(HttpContext context, Caller caller, Position? after, bool isModel)
    {
        if (!places.TryEnter())
        {
            return new Problem(StatusCodes.Status503ServiceUnavailable, "There are too many subscribers.");
        }
        try
        {
            if (isModel)
            {
                await ServeAsync<ModelPump>(
                    context, caller, pumps.TakeModel(caller.Projection), (pump, subscriber) => pump.Join(subscriber, after), (pump, subscriber) => pump.Leave(subscriber)).ConfigureAwait(false);
            }
            else
            {
                await ServeAsync<ChannelPump>(
                    context, caller, pumps.TakeChannels(caller.Projection), (pump, subscriber) => pump.JoinJson(subscriber), (pump, subscriber) => pump.Leave(subscriber)).ConfigureAwait(false);
            }
        }
        finally
        {
            places.Leave();
        }
        return Results.Empty;
    }

    /// <summary>Opens a WebSocket for a subscriber.</summary>
    /// <param name="context">Its request.</param>
    /// <param name="type">The type of its messages.</param>
    public async Task<(WebSocket Socket, WebSocketLine Line)> OpenAsync(HttpContext context, WebSocketMessageType type)
    {
        var socket = await context.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { KeepAliveInterval = options.KeepAlive, KeepAliveTimeout = options.KeepAlive }).ConfigureAwait(false);
        return (socket, new WebSocketLine(context, socket, type, options, timeProvider, logger, lifetime.ApplicationStopping));
    }

    private async Task ServeAsync<T>(HttpContext context, Caller caller, T pump, Action<T, FeedSubscriber> join, Action<T, FeedSubscriber> leave)
        where T : FeedPump
    {
        try
        {
            if (context.WebSockets.IsWebSocketRequest)
            {
                var (socket, line) = await OpenAsync(context, WebSocketMessageType.Text).ConfigureAwait(false);
                using (socket)
                {
                    await RunAsync(line, subscriber => line.RunAsync(subscriber)).ConfigureAwait(false);
                }
            }
            else
            {
                var line = new ServerSentLine(context, options, timeProvider, logger, lifetime.ApplicationStopping);
                if (!await line.TryStartAsync().ConfigureAwait(false))
                {
                    return;
                }
                await RunAsync(line, line.RunAsync).ConfigureAwait(false);
            }
        }
        finally
        {
            pumps.Return<T>(caller.Projection);
        }

        async Task RunAsync(IFeedLine line, Func<FeedSubscriber, Task> run)
        {
            var subscriber = new FeedSubscriber(line, options.Capacity);
            try
            {
                join(pump, subscriber);
                using var open = tokens.Open(caller, () => subscriber.End(FeedEnd.Revoked));
                await run(subscriber).ConfigureAwait(false);
            }
            finally
            {
                leave(pump, subscriber);
            }
        }
    }
}
