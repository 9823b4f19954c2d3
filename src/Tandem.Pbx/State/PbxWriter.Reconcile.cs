using Tandem.Pbx.Model;

namespace Tandem.Pbx.State;

public sealed partial class PbxWriter
{
    /// <summary>Marks every object as stale: what was last known before the connection was lost.</summary>
    public void MarkStale()
    {
        ThrowIfInactive();
        foreach (Entity entity in Owned(_source))
            Upsert(entity with { Stale = true });
    }

    /// <summary>
    /// Applies what the source says is there now, by difference: objects with the same id stay; a channel that is gone is hung up and a
    /// conversation that is gone ended, once, with <see cref="HangupCause.Reconciled"/>; anything else that is gone is removed.
    /// </summary>
    /// <param name="current">Every object of the source.</param>
    public void Reconcile(IEnumerable<Entity> current)
    {
        ArgumentNullException.ThrowIfNull(current);
        ThrowIfInactive();
        Reconcile(_source, current, HangupCause.Reconciled);
    }

    internal void Reconcile(string? source, IEnumerable<Entity> current, HangupCause cause)
    {
        var present = new HashSet<(EntityKind, ObjectId)>();
        foreach (Entity entity in current)
        {
            present.Add((entity.Kind, entity.Id));
            Upsert(entity);
        }

        foreach (Entity entity in Owned(source))
        {
            if (present.Contains((entity.Kind, entity.Id)))
                continue;
            if (entity is Conversation conversation)
            {
                if (conversation.EndedAt is null)
                    Upsert(conversation with { EndedAt = Now, HangupCause = cause, Stale = false });
                continue;
            }

            if (entity is Channel { HungUpAt: null } channel)
                Upsert(channel with { HungUpAt = Now, HangupCause = cause, Stale = false });
            Drop(entity.Kind, entity.Id);
        }
    }

    private List<Entity> Owned(string? source)
    {
        var owned = new List<Entity>();
        for (int kind = 0; kind < EntityTables.KindCount; kind++)
            owned.AddRange(_tables.All((EntityKind)kind).Where(entity => source is null || entity.Source == source));
        return owned;
    }
}
