using Tandem.Pbx;
using Tandem.Pbx.Feed;
using Tandem.Pbx.State;

namespace Tandem.Hub.Events;

/// <summary>Brings the frames of the model to subscribers as they are: snapshot, changes, restart.</summary>
internal class ModelPump : FeedPump
{
    private readonly IPbxModel _model;
    private readonly Projection _projection;
    private readonly IFrameEncoder _encoder;
    private readonly List<FeedSubscriber> _subscribers = [];

    /// <summary>Makes a pump that does not run yet.</summary>
    /// <param name="model">The model.</param>
    /// <param name="projection">The view of it.</param>
    /// <param name="encoder">Makes bytes of frames.</param>
    /// <param name="logger">The log.</param>
    public ModelPump(IPbxModel model, Projection projection, IFrameEncoder encoder, ILogger logger)
        : base(model.SnapshotAndWatch(projection, int.MaxValue), logger)
    {
        _model = model;
        _projection = projection;
        _encoder = encoder;
    }

    /// <summary>Takes a subscriber in: it gets a snapshot, or what it missed, and then what comes.</summary>
    /// <param name="subscriber">The subscriber.</param>
    /// <param name="after">The position of the last frame that it got earlier; null for none.</param>
    public void Join(FeedSubscriber subscriber, Position? after)
    {
        subscriber.Sent = after;
        subscriber.Lose(() => CatchUpAsync(subscriber, Watch(subscriber)));
    }

    /// <summary>Lets a subscriber go.</summary>
    /// <param name="subscriber">The subscriber.</param>
    public void Leave(FeedSubscriber subscriber)
    {
        lock (Gate)
        {
            _subscribers.Remove(subscriber);
        }
    }

    /// <inheritdoc/>
    protected override void Deliver(Frame frame, bool more)
    {
        if (frame is not Frame.Changed changed)
        {
            // The pump's own beginning; or it fell behind what is kept, and so did all of its subscribers.
            for (var i = _subscribers.Count - 1; i >= 0; i--)
            {
                StartOver(i);
            }
            return;
        }
        for (var i = _subscribers.Count - 1; i >= 0; i--)
        {
            var subscriber = _subscribers[i];
            if (!frame.Position.IsAfter(subscriber.Delivered))
            {
                continue;
            }

            // Who has just begun was elsewhere before this frame; from the next one on all are together.
            var own = subscriber.Delivered == frame.Previous ? changed : changed.WithPrevious(subscriber.Delivered);
            if (subscriber.TryOffer(_encoder.Encode(own, _projection), more))
            {
                subscriber.Delivered = frame.Position;
            }
            else
            {
                FeedMetrics.TooSlow();
                StartOver(i);
            }
        }
    }

    private void StartOver(int index)
    {
        var subscriber = _subscribers[index];
        _subscribers.RemoveAt(index);
        subscriber.Lose(() =>
        {
            var watcher = Watch(subscriber);
            watcher.Restart();
            return CatchUpAsync(subscriber, watcher);
        });
    }

    /// <inheritdoc/>
    protected override void EndAll(FeedEnd reason)
    {
        _subscribers.ForEach(subscriber => subscriber.End(reason));
        _subscribers.Clear();
    }

    private Watcher Watch(FeedSubscriber subscriber) => subscriber.Sent is { } sent
        ? _model.WatchFrom(sent, _projection, subscriber.Capacity)
        : _model.SnapshotAndWatch(_projection, subscriber.Capacity);

    /// <summary>Sends a subscriber all there is up to now, by a watcher of its own, and takes it in where it has all that was given out.</summary>
    private async Task CatchUpAsync(FeedSubscriber subscriber, Watcher watcher)
    {
        var delivered = subscriber.Sent;
        using (watcher)
        {
            while (!subscriber.Ended.IsCompleted && watcher.TryRead(out var frame))
            {
                await subscriber.SendAsync(_encoder.Encode(frame, _projection)).ConfigureAwait(false);
                delivered = frame.Position;
            }
            lock (Gate)
            {
                subscriber.Find();
                while (watcher.TryRead(out var frame))
                {
                    subscriber.TryOffer(_encoder.Encode(frame, _projection));
                    delivered = frame.Position;
                }
                subscriber.Delivered = delivered ?? default;
                if (!subscriber.Ended.IsCompleted)
                {
                    _subscribers.Add(subscriber);
                }
            }
        }
    }
}
