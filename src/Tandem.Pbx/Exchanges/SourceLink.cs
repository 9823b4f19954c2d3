using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;
using Tandem.Pbx.Outbox;
using Tandem.Pbx.State;
using Tandem.Pbx.Telemetry;

namespace Tandem.Pbx.Exchanges;

/// <summary>Follows one source and writes its changes into the merged model; carries acknowledgements back.</summary>
internal sealed class SourceLink : IAsyncDisposable
{
    private const string ConsumerName = "exchange";

    private readonly Lock _gate = new();
    private readonly PbxState _state;
    private readonly Watcher _watcher;
    private readonly OutboxConsumer _consumer;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<(Position Position, TaskCompletionSource Done)> _waiting = [];
    private readonly Dictionary<ObjectId, Position> _ended = [];
    private readonly HashSet<ObjectId> _archived = [];
    private Position _merged;
    private Task _changes = Task.CompletedTask;
    private Task _telemetry = Task.CompletedTask;

    internal SourceLink(IPbx pbx, PbxState state)
    {
        Pbx = pbx;
        _state = state;
        _consumer = pbx.Model.Outbox.Subscribe(ConsumerName);

        // The merging never waits for anybody, so a source is never far ahead of it; what is kept is the only limit.
        _watcher = pbx.Model.SnapshotAndWatch(capacity: int.MaxValue);
    }

    internal IPbx Pbx { get; }

    internal string Name => Pbx.Name;

    internal void Start()
    {
        while (_watcher.TryRead(out Frame? frame))
            Merge(frame, isFirst: frame.Previous is null);
        _changes = FollowChangesAsync();
        _telemetry = FollowTelemetryAsync();
    }

    /// <summary>Completes when the merged model has everything up to a position of the source, or the source is no longer
    /// followed.</summary>
    internal Task WhenMergedAsync(Position position)
    {
        lock (_gate)
        {
            if (_stop.IsCancellationRequested || position.Epoch != _merged.Epoch || position.Revision <= _merged.Revision)
                return Task.CompletedTask;
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((position, done));
            return done.Task;
        }
    }

    /// <summary>Passes on that the ends of conversations have been acknowledged. Those of other sources are passed over.</summary>
    internal void Acknowledge(IReadOnlyList<ObjectId> conversations)
    {
        Position? through = null;
        lock (_gate)
        {
            foreach (ObjectId id in conversations)
            {
                if (!_ended.Remove(id, out Position at))
                    continue;
                _archived.Add(id);
                through = at;
            }
        }

        if (through is { } position)
            _consumer.Acknowledge(position);
    }

    public async ValueTask DisposeAsync()
    {
        _watcher.Dispose();
        await _stop.CancelAsync().ConfigureAwait(false);
        await _changes.ConfigureAwait(false);
        await _telemetry.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _consumer.Dispose();
        lock (_gate)
            CompleteWaiting(long.MaxValue);
    }

    private async Task FollowChangesAsync()
    {
        await foreach (Frame frame in _watcher.ReadAllAsync().ConfigureAwait(false))
            Merge(frame, isFirst: false);
    }

    private async Task FollowTelemetryAsync()
    {
        await foreach (ChannelTelemetry telemetry in Pbx.Model.Telemetry.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            _state.Telemetry.Publish(telemetry);
    }

    private void Merge(Frame frame, bool isFirst)
    {
        switch (frame)
        {
            case Frame.Snapshot snapshot:
                List<Entity> entities = [.. snapshot.State.Entities.Where(entity => IsWanted(entity, frame.Position))];
                _state.Write(isFirst ? ChangeKind.SourceAdded : ChangeKind.Reconciled, writer =>
                {
                    writer.Detail = Name;
                    writer.Reconcile(Name, entities, HangupCause.Reconciled);
                });
                break;
            case Frame.Changed changed:
                Merge(changed.Change);
                break;
        }

        lock (_gate)
        {
            _merged = frame.Position;
            CompleteWaiting(_merged.Revision);
        }
    }

    private void Merge(Change change) => _state.Write(change.Kind, change.At, writer =>
    {
        writer.Detail = change.Detail;
        for (int i = 0; i < change.Entities.Count; i++)
        {
            EntityChange entity = change.Entities[i];
            if (!IsWanted(entity, change.Position))
                continue;
            if (entity.After is null)
                RemoveLast(writer, entity);
            else if (ReferenceEquals(entity.Before, entity.After))
                writer.Touch(entity.Kind, entity.Id);
            else
                writer.Upsert(entity.After);
        }
    });

    private static void RemoveLast(PbxWriter writer, EntityChange removal)
    {
        // Written first, so that readers of the merged model get the same last image: a channel with its hang-up cause.
        if (writer.Exists(removal.Kind, removal.Id))
            writer.Upsert(removal.Before!);
        writer.Remove(removal.Kind, removal.Id);
    }

    private bool IsWanted(EntityChange entity, Position position)
    {
        if (entity.After is { } after)
            return IsWanted(after, position);
        if (entity.Kind != EntityKind.Conversation)
            return true;

        // The source archives what the exchange has acknowledged; the merged model archives its own.
        lock (_gate)
            _archived.Remove(entity.Id);
        return false;
    }

    /// <summary>Notes where a conversation ended, and keeps one that the merged model has archived already from coming back.</summary>
    private bool IsWanted(Entity entity, Position position)
    {
        if (entity is not Conversation conversation)
            return true;
        lock (_gate)
        {
            if (conversation.EndedAt is null)
            {
                _ended.Remove(entity.Id);
                return true;
            }

            if (_archived.Contains(entity.Id))
                return false;
            _ended.TryAdd(entity.Id, position);
            return true;
        }
    }

    private void CompleteWaiting(long revision)
    {
        if (_waiting.Count == 0)
            return;
        foreach ((Position _, TaskCompletionSource done) in _waiting.Where(item => item.Position.Revision <= revision))
            done.SetResult();
        _waiting.RemoveAll(item => item.Position.Revision <= revision);
    }
}
