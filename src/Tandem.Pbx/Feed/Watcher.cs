using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Tandem.Pbx.State;

namespace Tandem.Pbx.Feed;

/// <summary>
/// One subscriber's place in the feed of a model. It holds no queue of its own: it reads the changes that the model keeps, and when it
/// has fallen more than its capacity behind, it gets a <see cref="Frame.Restart"/> and then a new <see cref="Frame.Snapshot"/>. The
/// writer never waits for it. For one reader at a time.
/// </summary>
public sealed class Watcher : IDisposable
{
    /// <summary>How many changes a watcher may fall behind, unless it says otherwise.</summary>
    public const int DefaultCapacity = 4096;

    private const int BatchSize = 32;

    private readonly PbxState _state;
    private readonly Projection _projection;
    private readonly int _capacity;
    private readonly Change[] _batch;
    private readonly CancellationTokenSource _closed = new();
    private int _batchCount;
    private int _batchNext;
    private long _revision;
    private long _backlogEnd;
    private Position? _delivered;
    private PbxSnapshot? _pendingSnapshot;
    private bool _restart;
    private int _disposed;

    internal Watcher(PbxState state, Projection projection, int capacity, PbxSnapshot snapshot)
        : this(state, projection, capacity)
    {
        _pendingSnapshot = snapshot;
        _revision = snapshot.Position.Revision;
    }

    internal Watcher(PbxState state, Projection projection, int capacity, Position from, bool kept, long missed)
        : this(state, projection, capacity)
    {
        _delivered = from;
        _revision = from.Revision;
        _backlogEnd = from.Revision + missed;
        _restart = !kept;
    }

    private Watcher(PbxState state, Projection projection, int capacity)
    {
        _state = state;
        _projection = projection;
        _capacity = capacity;
        _batch = new Change[Math.Min(BatchSize, capacity)];
        state.Metrics.Watchers(1);
    }

    /// <summary>Takes the next frame when there is one now.</summary>
    /// <param name="frame">The frame.</param>
    public bool TryRead([NotNullWhen(true)] out Frame? frame)
    {
        while (_disposed == 0)
        {
            if (_restart)
            {
                frame = BeginRestart();
                return true;
            }

            if (_pendingSnapshot is { } snapshot)
            {
                _pendingSnapshot = null;
                frame = new Frame.Snapshot(_projection.Apply(snapshot), _delivered);
                _delivered = frame.Position;
                return true;
            }

            if (_batchNext == _batchCount && !Refill())
                break;
            if (_restart)
                continue;

            Change change = _batch[_batchNext];
            _batch[_batchNext++] = null!;
            if (_projection.Apply(change) is not { } visible)
                continue;
            frame = new Frame.Changed(visible, _delivered!.Value);
            _delivered = frame.Position;
            return true;
        }

        frame = null;
        return false;
    }

    /// <summary>Waits for the next frame.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The frame; <see langword="null"/> once the watcher has been disposed of.</returns>
    public async ValueTask<Frame?> ReadAsync(CancellationToken cancellationToken = default)
    {
        Frame? frame;
        while (!TryRead(out frame) && _disposed == 0)
        {
            Task changed = _state.WhenChangedAfter(_revision);
            if (changed.IsCompleted)
                continue;
            await WaitAsync(changed, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return frame;
    }

    /// <summary>Reads until the watcher is disposed of.</summary>
    /// <param name="cancellationToken">Stops reading, with an <see cref="OperationCanceledException"/>.</param>
    public async IAsyncEnumerable<Frame> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReadAsync(cancellationToken).ConfigureAwait(false) is { } frame)
            yield return frame;
    }

    /// <summary>Starts over: the next frames are a <see cref="Frame.Restart"/> and a <see cref="Frame.Snapshot"/>, as if this watcher had fallen
    /// behind. For one who gives frames on to somebody who fell behind.</summary>
    public void Restart() => _restart = true;

    /// <summary>Ends the watching; a read that waits ends too. May be called more than once.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _state.Metrics.Watchers(-1);
        _closed.Cancel();
    }

    private async ValueTask WaitAsync(Task changed, CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled)
        {
            await changed.WaitAsync(_closed.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
        await changed.WaitAsync(stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Frame.Restart BeginRestart()
    {
        _restart = false;
        _batchCount = _batchNext = 0;
        _pendingSnapshot = _state.Snapshot();
        _revision = _pendingSnapshot.Position.Revision;
        _state.Metrics.Restarted();
        var frame = new Frame.Restart(_pendingSnapshot.Position, _delivered);
        _delivered = frame.Position;
        return frame;
    }

    private bool Refill()
    {
        // A resumed watcher may first catch up with what it missed: its capacity counts from there.
        long limit = _capacity + Math.Max(0, _backlogEnd - _revision);
        _batchNext = 0;
        if (!_state.TryReadAfter(_revision, limit, _batch, out _batchCount))
        {
            _restart = true;
            return true;
        }

        _revision += _batchCount;
        return _batchCount > 0;
    }
}
