using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Tandem.Hub.Events;

/// <summary>Sends a feed as server-sent events: an event a frame, and a comment now and then.</summary>
internal sealed class ServerSentLine(HttpContext context, FeedOptions options, TimeProvider timeProvider, ILogger logger, CancellationToken stopping) : IFeedLine
{
    private const int PieceSize = 64 * 1024;

    private static readonly EncodedFrame Comment = new(":\n\n"u8.ToArray());

    /// <summary>Begins the answer.</summary>
    /// <returns>False when the subscriber has gone already.</returns>
    public async Task<bool> TryStartAsync()
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        // Who is too slow is decided here, and the same way as for a WebSocket.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
        try
        {
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (FeedSubscriber.IsGone(exception))
        {
            return false;
        }
    }

    /// <summary>Lets a subscriber have the line until it ends.</summary>
    /// <param name="subscriber">The subscriber.</param>
    public async Task RunAsync(FeedSubscriber subscriber)
    {
        using var stop = stopping.UnsafeRegister(static subscriber => ((FeedSubscriber)subscriber!).End(FeedEnd.Stopping), subscriber);
        using var gone = context.RequestAborted.UnsafeRegister(static subscriber => ((FeedSubscriber)subscriber!).End(FeedEnd.Gone), subscriber);
        using var timer = new PeriodicTimer(options.KeepAlive, timeProvider);
        var comments = CommentAsync(timer, subscriber);
        if (await subscriber.Ended.ConfigureAwait(false) == FeedEnd.TooSlow)
        {
            context.Abort();
        }
        timer.Dispose();
        await comments.ConfigureAwait(false);
        await subscriber.WhenIdleAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask SendAsync(EncodedFrame frame, bool more)
    {
        var bytes = frame.ServerSentEvent;
        if (bytes.Length > PieceSize)
        {
            return new ValueTask(SendPiecesAsync(bytes));
        }
        var writer = context.Response.BodyWriter;
        writer.Write(bytes.Span);
        if (more)
        {
            return default;
        }
        var flushed = writer.FlushAsync(context.RequestAborted);
        return flushed.IsCompletedSuccessfully ? default : new ValueTask(WaitAsync(flushed.AsTask()));
    }

    private static async Task CommentAsync(PeriodicTimer timer, FeedSubscriber subscriber)
    {
        while (await timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            subscriber.TryOffer(Comment);
        }
    }

    private async Task SendPiecesAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var piece = bytes[..Math.Min(bytes.Length, PieceSize)];
            await WaitAsync(context.Response.Body.WriteAsync(piece, context.RequestAborted).AsTask()).ConfigureAwait(false);
            bytes = bytes[piece.Length..];
        }
    }

    private async Task WaitAsync(Task writing)
    {
        try
        {
            await writing.WaitAsync(options.StallTimeout, timeProvider, stopping).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            if (exception is TimeoutException)
            {
                logger.LogStalled(context.Connection.RemoteIpAddress, options.StallTimeout);
            }

            // Cuts the connection, and so ends the writing, too.
            context.Abort();
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }
}
