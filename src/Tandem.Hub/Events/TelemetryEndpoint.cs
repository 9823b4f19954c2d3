using System.Buffers;
using System.Text.Json;
using Tandem.Hub.Rest;
using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.Json;
using Tandem.Hub.Rest.OpenApi;
using Tandem.Pbx.Exchanges;
using Tandem.Pbx.Model;
using Tandem.Pbx.Telemetry;

namespace Tandem.Hub.Events;

/// <summary><c>/api/telemetry</c>: the quality of live audio as server-sent events. Who is slow misses some: the next figures are newer anyway.</summary>
internal sealed class TelemetryEndpoint(
    Exchange exchange, FeedSubscribers places, TokenSessions sessions, FeedOptions options, TimeProvider timeProvider, IHostApplicationLifetime lifetime, ILogger<TelemetryEndpoint> logger)
{
    /// <summary>Adds the endpoint.</summary>
    /// <param name="api">The group <c>/api</c>.</param>
    public static void Map(RouteGroupBuilder api) => api
        .MapGet("/telemetry", (HttpContext context, Caller caller, TelemetryEndpoint endpoint) => endpoint.ServeAsync(context, caller))
        .RequireScope(Scope.Read)
        .WithMetadata(new AcceptsTicket())
        .Answers<ChannelTelemetry>("Loss, jitter, round trip and estimated MOS of live channels, at most once a second each, as server-sent events.", 200, 503);

    private async Task<IResult> ServeAsync(HttpContext context, Caller caller)
    {
        if (!places.TryEnter())
        {
            return new Problem(StatusCodes.Status503ServiceUnavailable, "There are too many subscribers.");
        }
        try
        {
            var line = new ServerSentLine(context, options, timeProvider, logger, lifetime.ApplicationStopping);
            if (await line.TryStartAsync().ConfigureAwait(false))
            {
                var subscriber = new FeedSubscriber(line, options.Capacity);
                using var open = sessions.Open(caller, () => subscriber.End(FeedEnd.Revoked));
                using var stop = new CancellationTokenSource();
                var feeding = FeedAsync(subscriber, caller, stop.Token);
                await line.RunAsync(subscriber).ConfigureAwait(false);
                await stop.CancelAsync().ConfigureAwait(false);
                await feeding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            return Results.Empty;
        }
        finally
        {
            places.Leave();
        }
    }

    private async Task FeedAsync(FeedSubscriber subscriber, Caller caller, CancellationToken cancellationToken)
    {
        await foreach (var figures in exchange.Model.Telemetry.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (exchange.Model.TryGet(figures.Channel, out Channel? channel) && caller.Sees(channel))
            {
                subscriber.TryOffer(Encode(figures));
            }
        }
    }

    private static EncodedFrame Encode(ChannelTelemetry figures)
    {
        var output = new ArrayBufferWriter<byte>(256);
        output.Write("data: "u8);
        var start = output.WrittenCount;
        using (var writer = new Utf8JsonWriter(output))
        {
            JsonSerializer.Serialize(writer, figures, ApiJson.TypeOf<ChannelTelemetry>());
        }
        var length = output.WrittenCount - start;
        output.Write("\n\n"u8);
        return new EncodedFrame(output.WrittenSpan.ToArray(), start, length);
    }
}
