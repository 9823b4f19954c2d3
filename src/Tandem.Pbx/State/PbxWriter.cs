using Tandem.Pbx.Model;

namespace Tandem.Pbx.State;

/// <summary>
/// What an edit writes by; valid within <see cref="PbxState.Write(ChangeKind, Action{PbxWriter})"/> only. It sees what the edit has
/// already written. Nothing is seen by others until the edit returns; when it throws, nothing is written.
/// </summary>
public sealed partial class PbxWriter
{
    private readonly EntityTables _tables;
    private readonly string? _source;
    private readonly Dictionary<(EntityKind, ObjectId), int> _index = [];
    private readonly List<EntityChange> _entities = [];
    private bool _active;

    internal PbxWriter(EntityTables tables, string? source)
    {
        _tables = tables;
        _source = source;
    }

    /// <summary>The instant of the change.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>More about the event: the digit pressed, the number transferred to. Readers see it as
    /// <see cref="Change.Detail"/>.</summary>
    public string? Detail { get; set; }

    /// <summary>The object with this id, or <see langword="null"/>.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="id">The id.</param>
    public T? Find<T>(ObjectId id)
        where T : Entity
    {
        ThrowIfInactive();
        return (T?)_tables.Find(EntityKinds.Of<T>(), id);
    }

    /// <summary>All objects of a type; a copy, so that they may be changed while it is read.</summary>
    /// <typeparam name="T">The type of the objects.</typeparam>
    public IReadOnlyList<T> All<T>()
        where T : Entity
    {
        ThrowIfInactive();
        return [.. _tables.All(EntityKinds.Of<T>()).Cast<T>()];
    }

    /// <summary>Writes an object, new or in place of the one with its id. An equal one is not written again.</summary>
    /// <param name="entity">The object.</param>
    /// <exception cref="ArgumentException">The object's source is not the state's own.</exception>
    public void Upsert(Entity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ThrowIfInactive();
        if (_source is not null && entity.Id.Source != _source)
            throw new ArgumentException($"'{entity.Id}' is not an object of the source '{_source}'.", nameof(entity));

        Entity? current = _tables.Find(entity.Kind, entity.Id);
        if (entity is Channel channel && current is Channel known && !channel.PeerDomains.Equals(known.PeerDomains))
            entity = channel with { PeerDomains = known.PeerDomains };
        Store(entity, current);
    }

    /// <summary>Replaces an object by what <paramref name="update"/> makes of it.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="id">The id.</param>
    /// <param name="update">Makes the new object of the old.</param>
    /// <returns>The new object; <see langword="null"/> when there is none with this id.</returns>
    public T? Update<T>(ObjectId id, Func<T, T> update)
        where T : Entity
    {
        ArgumentNullException.ThrowIfNull(update);
        if (Find<T>(id) is not { } current)
            return null;
        T updated = update(current);
        Upsert(updated);
        return updated;
    }

    /// <summary>
    /// Removes an object. A conversation is not removed but ended, by setting <see cref="Conversation.EndedAt"/>: it leaves the state by
    /// itself when its end has been acknowledged.
    /// </summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="id">The id.</param>
    /// <returns><see langword="false"/> when there is none with this id.</returns>
    /// <exception cref="InvalidOperationException">The object is a conversation.</exception>
    public bool Remove<T>(ObjectId id)
        where T : Entity
    {
        ThrowIfInactive();
        return Remove(EntityKinds.Of<T>(), id);
    }

    /// <summary>Says that the event is about an object, without altering it: readers see it in <see cref="Change.Entities"/>.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="id">The id.</param>
    /// <returns><see langword="false"/> when there is none with this id.</returns>
    public bool Touch<T>(ObjectId id)
        where T : Entity
    {
        ThrowIfInactive();
        return Touch(EntityKinds.Of<T>(), id);
    }

    /// <summary>Whether there is an object with this id.</summary>
    /// <param name="kind">The kind of object.</param>
    /// <param name="id">The id.</param>
    public bool Exists(EntityKind kind, ObjectId id)
    {
        ThrowIfInactive();
        return _tables.Find(kind, id) is not null;
    }

    /// <summary>As <see cref="Touch{T}"/>, for who copies changes of any kind of object.</summary>
    /// <param name="kind">The kind of object.</param>
    /// <param name="id">The id.</param>
    /// <returns><see langword="false"/> when there is none with this id.</returns>
    public bool Touch(EntityKind kind, ObjectId id)
    {
        ThrowIfInactive();
        if (_tables.Find(kind, id) is not { } current)
            return false;
        Note(kind, id, current, before: null, after: current);
        return true;
    }

    /// <summary>As <see cref="Remove{T}"/>, for who copies changes of any kind of object.</summary>
    /// <param name="kind">The kind of object.</param>
    /// <param name="id">The id.</param>
    /// <returns><see langword="false"/> when there is none with this id.</returns>
    /// <exception cref="InvalidOperationException">The object is a conversation.</exception>
    public bool Remove(EntityKind kind, ObjectId id)
    {
        ThrowIfInactive();
        if (kind == EntityKind.Conversation)
            throw new InvalidOperationException("A conversation is ended, not removed: set EndedAt.");
        return Drop(kind, id);
    }

    internal bool Drop(EntityKind kind, ObjectId id)
    {
        if (_tables.Find(kind, id) is not { } current)
            return false;
        Note(kind, id, current, before: current, after: null);
        _tables.Remove(kind, id);
        return true;
    }

    private void Store(Entity entity, Entity? current)
    {
        if (entity.Equals(current))
            return;
        Note(entity.Kind, entity.Id, current, before: null, after: entity);
        _tables.Set(entity);
    }

    /// <summary>Notes what the edit has come to for an object: between its first and its last image it is one change.</summary>
    private void Note(EntityKind kind, ObjectId id, Entity? current, Entity? before, Entity? after)
    {
        if (_index.TryGetValue((kind, id), out int at))
        {
            Entity? original = _entities[at].Original;
            _entities[at] = new EntityChange(original, before ?? original, after);
            return;
        }

        _index.Add((kind, id), _entities.Count);
        _entities.Add(new EntityChange(current, before ?? current, after));
    }

    private void ThrowIfInactive()
    {
        if (!_active)
            throw new InvalidOperationException("A writer is valid only within the edit that it was given to.");
    }
}
