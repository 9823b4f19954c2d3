using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Pbx.Outbox;

public sealed partial class ConversationOutbox
{
    private readonly List<ObjectId> _unclaimed = [];

    /// <summary>Records what a change means to the consumers. The caller holds the lock.</summary>
    internal void Record(Change change)
    {
        IReadOnlyList<EntityChange> entities = change.Entities;
        for (int i = 0; i < entities.Count; i++)
        {
            if (entities[i].Kind == EntityKind.Channel)
                KeepFinal(entities[i]);
        }

        for (int i = 0; i < entities.Count; i++)
        {
            EntityChange entity = entities[i];
            if (entity.After is not Conversation after)
                continue;
            var before = (Conversation?)entity.Before;
            if (before?.EndedAt is not null && after.EndedAt is not null)
                continue;

            // One that was taken for ended and is there again, as after a lost connection, starts once more.
            if (before is null or { EndedAt: not null })
                AddToAll(OutboxEntryKind.Started, change, after, []);
            if (after.EndedAt is not null)
                End(change, after);
            else if (before is { EndedAt: null } && IsWorthKeeping(before, after))
                AddToAll(OutboxEntryKind.Changed, change, after, []);
        }
    }

    /// <summary>The conversations that ended while nobody consumed the outbox. The caller holds the lock.</summary>
    internal ObjectId[] TakeUnclaimed()
    {
        if (_unclaimed.Count == 0)
            return [];
        ObjectId[] unclaimed = [.. _unclaimed];
        _unclaimed.Clear();
        return unclaimed;
    }

    private static bool IsWorthKeeping(Conversation before, Conversation after)
    {
        bool sameParties = Lasting(before.Participants).Equals(Lasting(after.Participants));
        return !after.Equals(before with
        {
            Timeline = after.Timeline,
            Stale = after.Stale,
            Participants = sameParties ? after.Participants : before.Participants,
        });
    }

    private static ValueList<Participant> Lasting(ValueList<Participant> participants) =>
        participants.Replace(item => item.Muted || item.Held, item => item with { Muted = false, Held = false });

    private void KeepFinal(EntityChange entity)
    {
        Channel channel = (Channel)(entity.After ?? entity.Before)!;
        if (!entity.IsRemoval && channel.HungUpAt is null)
            return;
        if (channel.Conversation is not { } id || _tables.Find(EntityKind.Conversation, id) is null)
            return;
        if (!_finalChannels.TryGetValue(id, out List<Channel>? channels))
            _finalChannels[id] = channels = [];
        channels.RemoveAll(item => item.Id == channel.Id);
        channels.Add(channel);
    }

    private void End(Change change, Conversation conversation)
    {
        if (!HasConsumers)
        {
            Forget(conversation.Id);
            _unclaimed.Add(conversation.Id);
            return;
        }

        foreach (OutboxConsumer _ in _consumers.Values)
            Claim(conversation.Id);
        AddToAll(OutboxEntryKind.Ended, change, conversation, FinalChannels(conversation));
    }

    private ValueList<Channel> FinalChannels(Conversation conversation)
    {
        List<Channel> channels = [.. _finalChannels.GetValueOrDefault(conversation.Id) ?? []];
        foreach (Participant participant in conversation.Participants)
        {
            if (participant.Channel is { } id && !channels.Exists(item => item.Id == id)
                && _tables.Find(EntityKind.Channel, id) is Channel channel)
            {
                channels.Add(channel);
            }
        }

        return [.. channels];
    }

    private void Claim(ObjectId conversation) => _claims[conversation] = _claims.GetValueOrDefault(conversation) + 1;

    /// <summary>Takes one claim back. Says whether the conversation may leave: nobody claims it, and it has not begun again.</summary>
    private bool Release(ObjectId conversation)
    {
        if (--_claims[conversation] > 0)
            return false;
        _claims.Remove(conversation);
        return _tables.Find(EntityKind.Conversation, conversation) is Conversation { EndedAt: not null };
    }

    private void Forget(ObjectId conversation)
    {
        _claims.Remove(conversation);
        _finalChannels.Remove(conversation);
    }

    private void AddToAll(OutboxEntryKind kind, Change change, Conversation conversation, ValueList<Channel> channels)
    {
        if (!HasConsumers)
            return;
        var entry = new OutboxEntry(++_number, kind, change.Position, change.At, conversation, channels);
        foreach (OutboxConsumer consumer in _consumers.Values)
            Add(consumer, entry);
    }

    private void Add(
        OutboxConsumer consumer, OutboxEntryKind kind, Position position, DateTimeOffset at, Conversation conversation,
        ValueList<Channel> channels) =>
        Add(consumer, new OutboxEntry(++_number, kind, position, at, conversation, channels));

    private void Add(OutboxConsumer consumer, OutboxEntry entry)
    {
        consumer.Entries.Enqueue(entry);
        _metrics.OutboxDepth(consumer.Name, 1);
        Wake(consumer.Waiting);
        consumer.Waiting = null;
    }

    /// <summary>From another thread, as the writer holds the lock.</summary>
    private static void Wake(TaskCompletionSource? waiting)
    {
        if (waiting is not null)
            ThreadPool.UnsafeQueueUserWorkItem(static source => source.SetResult(), waiting, preferLocal: false);
    }
}
