using Tandem.Pbx.Model;

namespace Tandem.Pbx.State;

/// <summary>The mutable state: one table a kind, and the extensions by number. Used by one thread at a time.</summary>
internal sealed class EntityTables
{
    internal static readonly int KindCount = Enum.GetValues<EntityKind>().Length;

    private readonly Dictionary<ObjectId, Entity>[] _tables = new Dictionary<ObjectId, Entity>[KindCount];
    private readonly Entity[]?[] _copies = new Entity[KindCount][];
    private readonly Dictionary<string, List<ObjectId>> _extensionsByNumber = new(StringComparer.Ordinal);

    internal EntityTables()
    {
        for (int i = 0; i < KindCount; i++)
            _tables[i] = [];
    }

    internal Entity? Find(EntityKind kind, ObjectId id) => _tables[(int)kind].GetValueOrDefault(id);

    internal IEnumerable<Entity> All(EntityKind kind) => _tables[(int)kind].Values;

    internal void Set(Entity entity)
    {
        int kind = (int)entity.Kind;
        if (entity is Extension extension)
            Reindex((Extension?)Find(EntityKind.Extension, entity.Id), extension);
        _tables[kind][entity.Id] = entity;
        _copies[kind] = null;
    }

    internal void Remove(EntityKind kind, ObjectId id)
    {
        if (!_tables[(int)kind].Remove(id, out Entity? removed))
            return;
        if (removed is Extension extension)
            Reindex(extension, null);
        _copies[(int)kind] = null;
    }

    internal IReadOnlyList<ObjectId> ExtensionsByNumber(string number) =>
        _extensionsByNumber.TryGetValue(number, out List<ObjectId>? ids) ? ids : [];

    /// <summary>Copies of all tables; those of kinds that have not changed since the last time are shared with it.</summary>
    internal Entity[][] Copy()
    {
        var tables = new Entity[KindCount][];
        for (int i = 0; i < KindCount; i++)
            tables[i] = _copies[i] ??= [.. _tables[i].Values];
        return tables;
    }

    private void Reindex(Extension? before, Extension? after)
    {
        if (before?.Number == after?.Number)
            return;
        if (before is not null && _extensionsByNumber.TryGetValue(before.Number, out List<ObjectId>? old))
        {
            old.Remove(before.Id);
            if (old.Count == 0)
                _extensionsByNumber.Remove(before.Number);
        }

        if (after is null)
            return;
        if (!_extensionsByNumber.TryGetValue(after.Number, out List<ObjectId>? ids))
            _extensionsByNumber[after.Number] = ids = [];
        ids.Add(after.Id);
    }
}
