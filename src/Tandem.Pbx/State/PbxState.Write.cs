using Tandem.Pbx.Model;

namespace Tandem.Pbx.State;

public sealed partial class PbxState
{
    /// <summary>Writes one change: all that <paramref name="edit"/> does, as one revision. When it throws, nothing is written.</summary>
    /// <param name="kind">What kind of event it is.</param>
    /// <param name="edit">Does the writing. Runs under a lock: it must be short and must not wait.</param>
    /// <returns>The change; <see langword="null"/> when the edit wrote nothing.</returns>
    public Change? Write(ChangeKind kind, Action<PbxWriter> edit) => Write(kind, _timeProvider.GetUtcNow(), edit);

    /// <inheritdoc cref="Write(ChangeKind, Action{PbxWriter})"/>
    /// <param name="kind">What kind of event it is.</param>
    /// <param name="at">When it happened, where that is known better than by now.</param>
    /// <param name="edit">Does the writing. Runs under a lock: it must be short and must not wait.</param>
    public Change? Write(ChangeKind kind, DateTimeOffset at, Action<PbxWriter> edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        Change? change;
        ObjectId[] unclaimed = [];
        lock (_gate)
        {
            change = Commit(kind, at, edit);
            if (change is null)
                return null;
            Outbox.Record(change);
            unclaimed = Outbox.TakeUnclaimed();
            Archive(unclaimed);
        }

        WakeWatchers();
        Outbox.RaiseArchived(unclaimed);
        return change;
    }

    /// <summary>Removes conversations whose end has been acknowledged. The caller holds the lock and wakes the watchers afterwards.</summary>
    internal void Archive(IReadOnlyCollection<ObjectId> conversations)
    {
        if (conversations.Count == 0)
            return;
        Commit(ChangeKind.Archived, _timeProvider.GetUtcNow(), writer =>
        {
            foreach (ObjectId id in conversations)
                writer.Drop(EntityKind.Conversation, id);
        });
    }

    /// <summary>Wakes the watchers. The caller does not hold the lock.</summary>
    internal void WakeWatchers() => _signal.Changed();

    private Change? Commit(ChangeKind kind, DateTimeOffset at, Action<PbxWriter> edit)
    {
        EntityChange[] entities;
        string? detail;
        _writer.Begin(at);
        try
        {
            edit(_writer);
            detail = _writer.Detail;
            entities = _writer.End();
        }
        catch
        {
            _writer.RollBack();
            throw;
        }

        if (entities.Length == 0)
            return null;
        var change = new Change(new Position(_epoch, ++_revision), kind, at, entities, detail);
        _snapshot = null;
        _log.Add(change, _timeProvider.GetUtcNow());
        _metrics.Revisions(1);
        foreach (EntityChange entity in entities)
        {
            if (entity is { IsRemoval: true, Kind: EntityKind.Channel })
                Telemetry.Forget(entity.Id);
        }

        return change;
    }
}
