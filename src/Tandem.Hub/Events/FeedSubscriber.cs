using System.Net.WebSockets;
using Tandem.Pbx.State;

namespace Tandem.Hub.Events;

/// <summary>
/// One subscriber of a pump. What is offered goes out at once where the line is free; else it waits here, up to a limit, and the subscriber
/// takes care of itself: the pump never waits for it.
/// </summary>
internal sealed class FeedSubscriber(IFeedLine line, int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<EncodedFrame> _waiting = new();
    private readonly TaskCompletionSource<FeedEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isSending;
    private bool _isLost;
    private Func<Task>? _recover;
    private TaskCompletionSource? _idle;

    /// <summary>The position of the last frame that was offered. Belongs to the pump.</summary>
    public Position Delivered { get; set; }

    /// <summary>The position of the last frame that went out.</summary>
    public Position? Sent { get; set; }

    /// <summary>How many frames may wait.</summary>
    public int Capacity => capacity;

    /// <summary>Completes when the subscriber gets no more, and says why.</summary>
    public Task<FeedEnd> Ended => _ended.Task;

    /// <summary>Offers the next frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="more">Another one is offered at once.</param>
    /// <returns>False when too many wait already; this one is not taken then.</returns>
    public bool TryOffer(EncodedFrame frame, bool more = false)
    {
        lock (_gate)
        {
            if (_ended.Task.IsCompleted || _isLost)
            {
                return true;
            }
            if (_isSending)
            {
                var isRoom = _waiting.Count < capacity;
                if (isRoom)
                {
                    _waiting.Enqueue(frame);
                }
                return isRoom;
            }
            _isSending = true;
        }
        Send(frame, more);
        return true;
    }

    /// <summary>Drops what waits. Once the line is free, the subscriber finds its way back by itself.</summary>
    /// <param name="recover">Finds the way back: sends what is needed by <see cref="SendAsync(EncodedFrame)"/>, and joins its pump again.</param>
    public void Lose(Func<Task> recover)
    {
        lock (_gate)
        {
            _waiting.Clear();
            _isLost = true;
            _recover = recover;
            if (_isSending)
            {
                return;
            }
            _isSending = true;
        }
        _ = DrainAsync(default);
    }

    /// <summary>From now on frames are taken again.</summary>
    public void Find()
    {
        lock (_gate)
        {
            _isLost = false;
        }
    }

    /// <summary>Sends a frame past those that wait. For <see cref="Lose"/>'s way back only.</summary>
    /// <param name="frame">The frame.</param>
    public ValueTask SendAsync(EncodedFrame frame) => SendAsync(frame, more: false);

    /// <summary>Completes when nothing is being sent. After <see cref="End"/> nothing will be any more.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            return _isSending ? (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task : Task.CompletedTask;
        }
    }

    /// <summary>Ends it; only the first reason counts.</summary>
    /// <param name="reason">Why.</param>
    public void End(FeedEnd reason)
    {
        lock (_gate)
        {
            _waiting.Clear();
            if (_ended.TrySetResult(reason) && reason == FeedEnd.TooSlow)
            {
                FeedMetrics.TooSlow();
            }
        }
    }

    /// <summary>Whether a line broke, which is no fault of ours.</summary>
    /// <param name="exception">What was thrown.</param>
    public static bool IsGone(Exception exception) =>
        exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException;

    private ValueTask SendAsync(EncodedFrame frame, bool more)
    {
        Sent = frame.Position ?? Sent;
        return line.SendAsync(frame, more);
    }

    private void Send(EncodedFrame frame, bool more)
    {
        ValueTask sent;
        try
        {
            sent = SendAsync(frame, more);
        }
        catch (Exception exception) when (IsGone(exception))
        {
            Fail(FeedEnd.Gone);
            return;
        }
        if (sent.IsCompletedSuccessfully)
        {
            sent.GetAwaiter().GetResult();
            lock (_gate)
            {
                if (_waiting.Count == 0 && _recover is null)
                {
                    BecomeIdle();
                    return;
                }
            }
            sent = default;
        }
        _ = DrainAsync(sent);
    }

    private async Task DrainAsync(ValueTask sending)
    {
        try
        {
            await sending.ConfigureAwait(false);
            while (true)
            {
                EncodedFrame? next;
                Func<Task>? recover;
                bool more;
                lock (_gate)
                {
                    (recover, _recover) = (_recover, null);
                    if ((!_waiting.TryDequeue(out next) && recover is null) || _ended.Task.IsCompleted)
                    {
                        BecomeIdle();
                        return;
                    }
                    more = _waiting.Count > 0;
                }
                await (next is null ? recover!() : SendAsync(next, more).AsTask()).ConfigureAwait(false);
            }
        }
        catch (TimeoutException)
        {
            Fail(FeedEnd.TooSlow);
        }
        catch (Exception exception)
        {
            // Also a fault of ours must not leave somebody waiting for what never comes.
            Fail(IsGone(exception) ? FeedEnd.Gone : FeedEnd.Failed);
        }
    }

    private void Fail(FeedEnd reason)
    {
        lock (_gate)
        {
            End(reason);
            BecomeIdle();
        }
    }

    private void BecomeIdle()
    {
        _isSending = false;
        _idle?.TrySetResult();
    }
}
