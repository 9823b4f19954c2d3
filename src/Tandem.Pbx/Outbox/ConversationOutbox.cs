using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Pbx.Outbox;

/// <summary>
/// What history, webhooks and the like must not miss: every start, change and end of a conversation, recorded in the same step as the
/// change itself and kept until each consumer has acknowledged it. An ended conversation stays in the state until then. While there is no
/// consumer, nothing is recorded, and ended conversations leave the state at once.
/// </summary>
public sealed partial class ConversationOutbox
{
    private readonly PbxState _state;
    private readonly Lock _gate;
    private readonly EntityTables _tables;
    private readonly PbxMetrics _metrics;
    private readonly Dictionary<string, OutboxConsumer> _consumers = new(StringComparer.Ordinal);
    private readonly Dictionary<ObjectId, int> _claims = [];
    private readonly Dictionary<ObjectId, List<Channel>> _finalChannels = [];
    private long _number;

    internal ConversationOutbox(PbxState state, Lock gate, EntityTables tables, PbxMetrics metrics)
    {
        _state = state;
        _gate = gate;
        _tables = tables;
        _metrics = metrics;
    }

    /// <summary>Raised, outside any lock, after ended conversations have left the state.</summary>
    internal event Action<IReadOnlyList<ObjectId>>? Archived;

    private bool HasConsumers => _consumers.Count > 0;

    /// <summary>Adds a consumer. It begins with an entry for each conversation that is in the state.</summary>
    /// <param name="name">The consumer's name, as in <c>history</c>.</param>
    /// <exception cref="InvalidOperationException">There is one of this name already.</exception>
    public OutboxConsumer Subscribe(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        lock (_gate)
        {
            var consumer = new OutboxConsumer(this, name);
            if (!_consumers.TryAdd(name, consumer))
                throw new InvalidOperationException($"The outbox has a consumer '{name}' already.");
            Position position = _state.Position;
            foreach (Conversation conversation in _tables.All(EntityKind.Conversation).Cast<Conversation>().OrderBy(item => item.StartedAt))
            {
                if (conversation.EndedAt is { } ended)
                {
                    Claim(conversation.Id);
                    Add(consumer, OutboxEntryKind.Ended, position, ended, conversation, FinalChannels(conversation));
                }
                else
                {
                    Add(consumer, OutboxEntryKind.Started, position, conversation.StartedAt, conversation, []);
                }
            }

            return consumer;
        }
    }

    internal void Unsubscribe(OutboxConsumer consumer)
    {
        lock (_gate)
        {
            if (!_consumers.Remove(consumer.Name))
                return;
        }

        Acknowledge(consumer, long.MaxValue);
    }

    internal Task WhenAvailable(OutboxConsumer consumer)
    {
        lock (_gate)
        {
            if (consumer.Entries.Count > 0)
                return Task.CompletedTask;
            consumer.Waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return consumer.Waiting.Task;
        }
    }

    internal OutboxEntry[] Peek(OutboxConsumer consumer, int maxCount)
    {
        lock (_gate)
            return [.. consumer.Entries.Take(maxCount)];
    }

    internal int Depth(OutboxConsumer consumer)
    {
        lock (_gate)
            return consumer.Entries.Count;
    }

    internal void Acknowledge(OutboxConsumer consumer, long through) =>
        Acknowledge(consumer, entry => entry.Number <= through);

    internal void Acknowledge(OutboxConsumer consumer, Position through) =>
        Acknowledge(consumer, entry => entry.Position.Revision <= through.Revision);

    internal void RaiseArchived(IReadOnlyList<ObjectId> conversations)
    {
        if (conversations.Count > 0)
            Archived?.Invoke(conversations);
    }

    private void Acknowledge(OutboxConsumer consumer, Predicate<OutboxEntry> isIncluded)
    {
        var archived = new List<ObjectId>();
        lock (_gate)
        {
            int count = 0;
            while (consumer.Entries.TryPeek(out OutboxEntry? entry) && isIncluded(entry))
            {
                consumer.Entries.Dequeue();
                count++;
                if (entry.Kind == OutboxEntryKind.Ended && Release(entry.Conversation.Id))
                    archived.Add(entry.Conversation.Id);
            }

            _metrics.OutboxDepth(consumer.Name, -count);
            foreach (ObjectId id in archived)
                Forget(id);
            _state.Archive(archived);
        }

        _state.WakeWatchers();
        RaiseArchived(archived);
    }
}
