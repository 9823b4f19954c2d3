using System.Net.WebSockets;
using Tandem.Pbx.Feed;

namespace Tandem.Hub.Events;

/// <summary>Sends a feed over a WebSocket: a text message a frame.</summary>
internal sealed class WebSocketSubscriber(
    HttpContext context, WebSocket socket, Watcher watcher, FeedOptions options, TimeProvider timeProvider, ILogger logger, CancellationToken stopping)
{
    // A message is sent in pieces of this size, so that a slow line that takes them is told from one that takes nothing.
    private const int PieceSize = 64 * 1024;

    /// <summary>RFC 6455 section 7.4 by way of its registry: try again later.</summary>
    private const WebSocketCloseStatus TryAgainLater = (WebSocketCloseStatus)1013;

    private Task _sending = Task.CompletedTask;
    private bool _stalled;

    /// <summary>Sends until the subscriber goes, stalls, or the hub stops.</summary>
    /// <param name="encode">Makes bytes of a frame.</param>
    public async Task RunAsync(Func<Frame, EncodedFrame> encode)
    {
        // The watcher's end ends the sending, whoever wants it.
        using var stop = stopping.UnsafeRegister(static watcher => ((Watcher)watcher!).Dispose(), watcher);
        var receiving = ReceiveAsync();
        try
        {
            while (await watcher.ReadAsync().ConfigureAwait(false) is { } frame && await TrySendAsync(encode(frame).Json).ConfigureAwait(false))
            {
            }
            await CloseAsync(receiving).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsGone(exception))
        {
            // There is nobody to say good-bye to.
        }
        finally
        {
            Cut();
            await receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static bool IsGone(Exception exception) =>
        exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException;

    /// <summary>Ends the connection where it did not end in good order: also a write that waits ends then.</summary>
    private void Cut()
    {
        if (socket.State != WebSocketState.Closed)
        {
            socket.Abort();
            context.Abort();
        }
    }

    /// <summary>Sends one message.</summary>
    /// <returns>False when the subscriber does not take it in time.</returns>
    private async ValueTask<bool> TrySendAsync(ReadOnlyMemory<byte> message)
    {
        while (true)
        {
            var isLast = message.Length <= PieceSize;
            var piece = isLast ? message : message[..PieceSize];
            var sent = socket.SendAsync(piece, WebSocketMessageType.Text, isLast, CancellationToken.None);
            if (sent.IsCompletedSuccessfully)
            {
                sent.GetAwaiter().GetResult();
            }
            else if (!await WaitAsync(sent.AsTask()).ConfigureAwait(false))
            {
                return false;
            }
            if (isLast)
            {
                return true;
            }
            message = message[PieceSize..];
        }
    }

    private async Task<bool> WaitAsync(Task sending)
    {
        _sending = sending;
        try
        {
            await sending.WaitAsync(options.StallTimeout, timeProvider, stopping).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            _stalled = true;
            logger.LogStalled(context.Connection.RemoteIpAddress, options.StallTimeout);
            return false;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Reads, so that pongs and the close frame are seen. What subscribers say is not listened to.</summary>
    private async Task ReceiveAsync()
    {
        var buffer = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).ConfigureAwait(false)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception exception) when (IsGone(exception))
        {
            // The line broke; the sending learns it by the watcher's end.
        }
        finally
        {
            watcher.Dispose();
        }
    }

    private async Task CloseAsync(Task receiving)
    {
        var (status, reason) = (_stalled, stopping.IsCancellationRequested) switch
        {
            (true, _) => (TryAgainLater, "too slow"),
            (_, true) => (WebSocketCloseStatus.EndpointUnavailable, "the hub stops"),
            _ => (WebSocketCloseStatus.NormalClosure, ""),
        };
        using var limit = new CancellationTokenSource(options.CloseTimeout, timeProvider);
        await socket.CloseOutputAsync(status, reason, limit.Token).ConfigureAwait(false);
        await receiving.WaitAsync(limit.Token).ConfigureAwait(false);
    }
}
