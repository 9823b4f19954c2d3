using Tandem.Pbx.Feed;

namespace Tandem.Pbx.State;

public sealed partial class PbxState
{
    /// <inheritdoc/>
    public Watcher SnapshotAndWatch(Projection? projection = null, int capacity = Watcher.DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        return new Watcher(this, projection ?? Projection.Everything, capacity, Snapshot());
    }

    /// <inheritdoc/>
    public Watcher WatchFrom(Position position, Projection? projection = null, int capacity = Watcher.DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        lock (_gate)
        {
            _log.Trim(_timeProvider.GetUtcNow());
            bool kept = position.Epoch == _epoch && position.Revision <= _revision && position.Revision + 1 >= _log.First;
            long missed = kept ? _revision - position.Revision : 0;
            return new Watcher(this, projection ?? Projection.Everything, capacity, position, kept, missed);
        }
    }

    /// <summary>Copies the changes after a revision. Says <see langword="false"/> when they are not kept or are more than the
    /// limit.</summary>
    internal bool TryReadAfter(long revision, long limit, Change[] buffer, out int count)
    {
        lock (_gate)
        {
            count = 0;
            long behind = _revision - revision;
            if (behind > limit || revision + 1 < _log.First)
                return false;
            count = (int)Math.Min(behind, buffer.Length);
            for (int i = 0; i < count; i++)
                buffer[i] = _log[revision + 1 + i];
            return true;
        }
    }

    /// <summary>Completes at the next change after this revision.</summary>
    internal Task WhenChangedAfter(long revision)
    {
        lock (_gate)
        {
            return _revision > revision ? Task.CompletedTask : _signal.NextAsync();
        }
    }
}
