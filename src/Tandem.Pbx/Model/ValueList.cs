using System.Collections;
using System.Runtime.CompilerServices;

namespace Tandem.Pbx.Model;

/// <summary>An immutable list that equals another with equal items in the same order, so that records that hold lists compare by
/// content.</summary>
/// <typeparam name="T">The type of the items; immutable itself.</typeparam>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
public sealed class ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly T[] _items;

    internal ValueList(T[] items) => _items = items;

    /// <summary>The list without items.</summary>
    public static ValueList<T> Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <summary>A list with one more item at its end.</summary>
    /// <param name="item">The item.</param>
    public ValueList<T> Add(T item) => new([.. _items, item]);

    /// <summary>A list without the items that fit; this very list when none does.</summary>
    /// <param name="match">Says which items go.</param>
    public ValueList<T> RemoveAll(Predicate<T> match) =>
        Array.Exists(_items, match) ? new ValueList<T>(Array.FindAll(_items, item => !match(item))) : this;

    /// <summary>A list with each item that fits replaced; this very list when none does.</summary>
    /// <param name="match">Says which items are replaced.</param>
    /// <param name="replacement">Makes the new item of the old.</param>
    public ValueList<T> Replace(Predicate<T> match, Func<T, T> replacement) =>
        Array.Exists(_items, match)
            ? new ValueList<T>(Array.ConvertAll(_items, item => match(item) ? replacement(item) : item))
            : this;

    /// <summary>The items, without a copy.</summary>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <inheritdoc/>
    public bool Equals(ValueList<T>? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is null || other._items.Length != _items.Length)
            return false;
        for (int i = 0; i < _items.Length; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(_items[i], other._items[i]))
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (T item in _items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    /// <summary>The items, between brackets.</summary>
    public override string ToString() => $"[{string.Join(", ", _items)}]";
}
