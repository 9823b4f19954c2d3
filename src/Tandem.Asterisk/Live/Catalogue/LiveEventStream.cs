using System.Threading.Channels;
using Tandem.Pbx.Feed;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Live.Catalogue;

/// <summary>
/// Events to be enumerated, once, from the moment that the stream was made; in the order in which they happened. It never slows the model: a
/// reader that falls too far behind gets <see cref="LiveEvent.Missed"/>. The end of the enumeration ends it, as does disposing it where it
/// never is enumerated; it ends by itself where its <see cref="AsteriskPbx"/> is disposed.
/// </summary>
public sealed class LiveEventStream : IAsyncEnumerable<LiveEvent>, IDisposable
{
    private readonly Watcher _watcher;
    private readonly EventReading _reading;
    private readonly Channel<(Position At, LiveEvent Event)> _told;
    private readonly Action<LiveEventStream> _ended;
    private readonly TimeProvider _clock;
    private (Position At, LiveEvent Event)? _held;
    private volatile bool _hasDropped;

    internal LiveEventStream(Watcher watcher, EventReading reading, int capacity, TimeProvider clock, Action<LiveEventStream> ended)
    {
        _watcher = watcher;
        _reading = reading;
        _clock = clock;
        _ended = ended;
        _told = Channel.CreateBounded<(Position, LiveEvent)>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => _hasDropped = true);
    }

    /// <summary>It has been told that the model is live.</summary>
    internal bool IsReady { get; set; }

    /// <inheritdoc/>
    public async IAsyncEnumerator<LiveEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        Position? reached = null;
        Frame? read = null;
        Task<Frame?>? next = null;
        Task<bool>? more = null;
        var isReady = false;
        try
        {
            while (true)
            {
                // What is told beside the model stands behind the change that it followed.
                while (TryTake(reached) is { } told)
                {
                    isReady |= told is LiveEvent.Ready;
                    if (isReady)
                    {
                        yield return told;
                    }
                }
                if (_hasDropped)
                {
                    _hasDropped = false;
                    isReady = true;
                    yield return new LiveEvent.Missed(_clock.GetUtcNow());
                }
                if (read is { } frame)
                {
                    read = null;
                    reached = frame.Position;
                    var happened = _reading.Read(frame);
                    for (var i = 0; isReady && i < happened.Count; i++)
                    {
                        yield return happened[i];
                    }
                    continue;
                }
                next ??= _watcher.ReadAsync(cancellationToken).AsTask();
                if (_held is null)
                {
                    more ??= _told.Reader.WaitToReadAsync(cancellationToken).AsTask();
                    if (await Task.WhenAny(next, more).ConfigureAwait(false) == more && await more.ConfigureAwait(false))
                    {
                        more = null;
                        continue;
                    }
                }
                read = await next.ConfigureAwait(false);
                next = null;
                if (read is null)
                {
                    yield break;
                }
            }
        }
        finally
        {
            Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watcher.Dispose();
        _told.Writer.TryComplete();
        _ended(this);
    }

    /// <summary>Takes in what the model does not tell.</summary>
    /// <param name="at">The change that it follows.</param>
    /// <param name="happened">The event.</param>
    internal void Tell(Position at, LiveEvent happened) => _told.Writer.TryWrite((at, happened));

    private LiveEvent? TryTake(Position? reached)
    {
        if (_held is null && _told.Reader.TryRead(out var told))
        {
            _held = told;
        }
        if (_held is not { } held || reached is not { } done || held.At.IsAfter(done))
        {
            return null;
        }
        _held = null;
        return held.Event;
    }
}
