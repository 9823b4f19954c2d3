using Tandem.Pbx.Feed;

namespace Tandem.Hub.Events;

/// <summary>
/// Brings the changes of the model to all subscribers of one view: it watches once, encodes each frame once, and offers it to all of them from
/// one loop.
/// </summary>
internal abstract class FeedPump : IDisposable
{
    // What is given out without a pause, so that who comes and goes meanwhile waits but a moment.
    private const int MaxBurst = 64;

    private readonly Watcher _watcher;
    private readonly ILogger _logger;

    /// <summary>Makes a pump that does not run yet.</summary>
    /// <param name="watcher">What it watches by; its own from now on.</param>
    /// <param name="logger">The log.</param>
    protected FeedPump(Watcher watcher, ILogger logger)
    {
        _watcher = watcher;
        _logger = logger;
    }

    /// <summary>Held while frames are given out, and while subscribers come and go.</summary>
    protected Lock Gate { get; } = new();

    /// <summary>Begins to give out frames, with the snapshot first.</summary>
    public void Start()
    {
        while (_watcher.TryRead(out var frame))
        {
            lock (Gate)
            {
                Deliver(frame, more: false);
            }
        }
        _ = RunAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => _watcher.Dispose();

    /// <summary>Gives out a frame. The gate is held.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="more">Another one is given out at once.</param>
    protected abstract void Deliver(Frame frame, bool more);

    /// <summary>Ends all subscribers. The gate is held.</summary>
    /// <param name="reason">Why.</param>
    protected abstract void EndAll(FeedEnd reason);

    private async Task RunAsync()
    {
        while (await _watcher.ReadAsync().ConfigureAwait(false) is { } frame)
        {
            lock (Gate)
            {
                try
                {
                    DeliverBurst(frame);
                }
                catch (Exception exception)
                {
                    // They come again, and begin anew: better than a feed that leaves out one frame.
                    _logger.LogPumpFailed(exception);
                    EndAll(FeedEnd.Failed);
                }
            }
        }
    }

    private void DeliverBurst(Frame frame)
    {
        for (var i = 1; ; i++)
        {
            Frame? next = null;
            var more = i < MaxBurst && _watcher.TryRead(out next);
            Deliver(frame, more);
            if (!more)
            {
                return;
            }
            frame = next!;
        }
    }
}
