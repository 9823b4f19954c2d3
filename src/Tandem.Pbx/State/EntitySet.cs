using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Tandem.Pbx.Model;

namespace Tandem.Pbx.State;

/// <summary>All objects of one kind in a snapshot, in no particular order.</summary>
/// <typeparam name="T">The type of the objects.</typeparam>
public sealed class EntitySet<T> : IReadOnlyCollection<T>
    where T : Entity
{
    private readonly Entity[] _items;
    private Dictionary<ObjectId, T>? _index;

    internal EntitySet(Entity[] items) => _items = items;

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <summary>Finds an object by its id.</summary>
    /// <param name="id">The id.</param>
    /// <param name="entity">The object.</param>
    public bool TryGet(ObjectId id, [NotNullWhen(true)] out T? entity)
    {
        // Two readers may both build the index: either one serves.
        Dictionary<ObjectId, T> index = _index ??= this.ToDictionary(item => item.Id);
        return index.TryGetValue(id, out entity);
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _items.Cast<T>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
