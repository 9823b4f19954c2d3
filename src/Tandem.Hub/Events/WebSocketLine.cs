using System.Net.WebSockets;

namespace Tandem.Hub.Events;

/// <summary>Sends a feed over a WebSocket: a message a frame.</summary>
internal sealed class WebSocketLine(
    HttpContext context,
    WebSocket socket,
    WebSocketMessageType type,
    FeedOptions options,
    TimeProvider timeProvider,
    ILogger logger,
    CancellationToken stopping) : IFeedLine
{
    // A message is sent in pieces of this size, so that a slow line that takes them is told from one that takes nothing.
    private const int PieceSize = 64 * 1024;

    /// <summary>RFC 6455 section 7.4 by way of its registry: try again later.</summary>
    private const WebSocketCloseStatus TryAgainLater = (WebSocketCloseStatus)1013;

    private Task _sending = Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask SendAsync(EncodedFrame frame, bool more)
    {
        var message = frame.Message;
        if (message.Length > PieceSize)
        {
            return new ValueTask(SendPiecesAsync(message));
        }
        var sent = socket.SendAsync(message, type, endOfMessage: true, CancellationToken.None);
        return sent.IsCompletedSuccessfully ? sent : new ValueTask(WaitAsync(sent.AsTask()));
    }

    /// <summary>Lets a subscriber have the line until it ends, and says good-bye as it fits the reason.</summary>
    /// <param name="subscriber">The subscriber.</param>
    /// <param name="receive">Handles a text message of at most 4 KiB; null to listen to nothing.</param>
    /// <param name="farewell">Makes a last message for a reason; null to send none.</param>
    public async Task RunAsync(FeedSubscriber subscriber, Func<ReadOnlyMemory<byte>, Task>? receive = null, Func<FeedEnd, EncodedFrame?>? farewell = null)
    {
        using var stop = stopping.UnsafeRegister(static subscriber => ((FeedSubscriber)subscriber!).End(FeedEnd.Stopping), subscriber);
        var receiving = ReceiveAsync(subscriber, receive);
        try
        {
            var end = await subscriber.Ended.ConfigureAwait(false);
            await CloseAsync(subscriber, end, farewell?.Invoke(end), receiving).ConfigureAwait(false);
        }
        catch (Exception exception) when (FeedSubscriber.IsGone(exception))
        {
            // There is nobody to say good-bye to.
        }
        finally
        {
            Cut();
            await receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await subscriber.WhenIdleAsync().ConfigureAwait(false);
            await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Ends the connection where it did not end in good order: also a write that waits ends then.</summary>
    private void Cut()
    {
        if (socket.State != WebSocketState.Closed)
        {
            socket.Abort();
            context.Abort();
        }
    }

    private async Task SendPiecesAsync(ReadOnlyMemory<byte> message)
    {
        while (true)
        {
            var isLast = message.Length <= PieceSize;
            var piece = isLast ? message : message[..PieceSize];
            var sent = socket.SendAsync(piece, type, isLast, CancellationToken.None);
            if (sent.IsCompletedSuccessfully)
            {
                sent.GetAwaiter().GetResult();
            }
            else
            {
                await WaitAsync(sent.AsTask()).ConfigureAwait(false);
            }
            if (isLast)
            {
                return;
            }
            message = message[PieceSize..];
        }
    }

    private async Task WaitAsync(Task sending)
    {
        _sending = sending;
        try
        {
            await sending.WaitAsync(options.StallTimeout, timeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            logger.LogStalled(context.Connection.RemoteIpAddress, options.StallTimeout);
            throw;
        }
    }

    /// <summary>Reads, so that pongs and the close frame are seen, and what a subscriber has to say.</summary>
    private async Task ReceiveAsync(FeedSubscriber subscriber, Func<ReadOnlyMemory<byte>, Task>? receive)
    {
        var buffer = new byte[256];
        try
        {
            while (await ReceiveMessageAsync(buffer, receive).ConfigureAwait(false))
            {
            }
        }
        catch (Exception exception) when (FeedSubscriber.IsGone(exception))
        {
            // The line broke.
        }
        finally
        {
            subscriber.End(FeedEnd.Gone);
        }
    }

    private async Task<bool> ReceiveMessageAsync(byte[] buffer, Func<ReadOnlyMemory<byte>, Task>? receive)
    {
        const int maxLength = 4096;
        MemoryStream? message = null;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return false;
            }
            if (receive is not null && part.MessageType == WebSocketMessageType.Text && (message?.Length ?? 0) + part.Count <= maxLength)
            {
                (message ??= new MemoryStream()).Write(buffer, 0, part.Count);
            }
            else
            {
                (message, receive) = (null, null);
            }
            if (part.EndOfMessage)
            {
                await (receive is null || message is null ? Task.CompletedTask : receive(message.ToArray())).ConfigureAwait(false);
                return true;
            }
        }
    }

    private async Task CloseAsync(FeedSubscriber subscriber, FeedEnd end, EncodedFrame? farewell, Task receiving)
    {
        var (status, reason) = end switch
        {
            FeedEnd.TooSlow => (TryAgainLater, "too slow"),
            FeedEnd.Replaced or FeedEnd.Full => (WebSocketCloseStatus.PolicyViolation, "too many connections"),
            FeedEnd.Revoked => (WebSocketCloseStatus.PolicyViolation, "the token was revoked"),
            FeedEnd.Stopping => (WebSocketCloseStatus.EndpointUnavailable, "the hub stops"),
            FeedEnd.Failed => (WebSocketCloseStatus.InternalServerError, "the hub failed"),
            _ => (WebSocketCloseStatus.NormalClosure, ""),
        };
        using var limit = new CancellationTokenSource(options.CloseTimeout, timeProvider);
        if (farewell is not null)
        {
            await subscriber.WhenIdleAsync().WaitAsync(limit.Token).ConfigureAwait(false);
            await socket.SendAsync(farewell.Message, type, endOfMessage: true, limit.Token).ConfigureAwait(false);
        }
        await socket.CloseOutputAsync(status, reason, limit.Token).ConfigureAwait(false);
        await receiving.WaitAsync(limit.Token).ConfigureAwait(false);
    }
}
