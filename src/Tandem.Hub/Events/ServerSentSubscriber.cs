using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Tandem.Pbx.Feed;

namespace Tandem.Hub.Events;

/// <summary>Sends a feed as server-sent events: an event a frame, and a comment now and then.</summary>
internal sealed class ServerSentSubscriber(
    HttpContext context, Watcher watcher, FeedOptions options, TimeProvider timeProvider, ILogger logger, CancellationToken stopping) : IDisposable
{
    private static readonly byte[] Comment = ":\n\n"u8.ToArray();

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Sends until the subscriber goes, stalls, or the hub stops.</summary>
    /// <param name="encode">Makes bytes of a frame.</param>
    public async Task RunAsync(Func<Frame, EncodedFrame> encode)
    {
        Prepare();
        using var stop = stopping.UnsafeRegister(static watcher => ((Watcher)watcher!).Dispose(), watcher);
        using var gone = context.RequestAborted.UnsafeRegister(static watcher => ((Watcher)watcher!).Dispose(), watcher);
        using var timer = new PeriodicTimer(options.KeepAlive, timeProvider);
        var comments = CommentAsync(timer);
        try
        {
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            while (await watcher.ReadAsync().ConfigureAwait(false) is { } frame && await TrySendAsync(encode(frame).ServerSentEvent).ConfigureAwait(false))
            {
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The subscriber is gone.
        }
        finally
        {
            timer.Dispose();
            await comments.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private void Prepare()
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        // Who is too slow is decided here, and the same way as for a WebSocket.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }

    private async Task CommentAsync(PeriodicTimer timer)
    {
        while (await timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            await TrySendAsync(Comment).ConfigureAwait(false);
        }
    }

    /// <summary>Sends one event or comment.</summary>
    /// <returns>False when the subscriber does not take it in time; the connection is cut then.</returns>
    private async ValueTask<bool> TrySendAsync(ReadOnlyMemory<byte> bytes)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            return await TryWriteAsync(bytes).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask<bool> TryWriteAsync(ReadOnlyMemory<byte> bytes)
    {
        const int pieceSize = 64 * 1024;
        while (bytes.Length > 0)
        {
            var piece = bytes[..Math.Min(bytes.Length, pieceSize)];
            var written = context.Response.Body.WriteAsync(piece, context.RequestAborted);
            if (written.IsCompletedSuccessfully)
            {
                written.GetAwaiter().GetResult();
            }
            else if (!await WaitAsync(written.AsTask()).ConfigureAwait(false))
            {
                return false;
            }
            bytes = bytes[piece.Length..];
        }
        return !context.RequestAborted.IsCancellationRequested;
    }

    private async Task<bool> WaitAsync(Task writing)
    {
        try
        {
            await writing.WaitAsync(options.StallTimeout, timeProvider, stopping).ConfigureAwait(false);
            return true;
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
            return false;
        }
    }
}
