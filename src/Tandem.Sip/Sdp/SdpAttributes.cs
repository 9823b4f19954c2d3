using System.Collections;

namespace Tandem.Sip.Sdp;

/// <summary>An immutable list of attributes in their order.</summary>
public sealed class SdpAttributes : IReadOnlyList<SdpAttribute>, IEquatable<SdpAttributes>
{
    private readonly SdpAttribute[] _items;

    /// <summary>Makes a list.</summary>
    public SdpAttributes(IEnumerable<SdpAttribute> items) => _items = [.. items];

    /// <summary>No attributes.</summary>
    public static SdpAttributes Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public SdpAttribute this[int index] => _items[index];

    /// <summary>The value of the first attribute of that name; null when it is absent or has no value.</summary>
    public string? this[string name]
    {
        get
        {
            var index = IndexOf(name);
            return index < 0 ? null : _items[index].Value;
        }
    }

    /// <summary>The direction that is said here; null when none is.</summary>
    public SdpDirection? Direction
    {
        get
        {
            foreach (var item in _items)
            {
                if (item.Value is null && SdpDirections.Find(item.Name) is { } direction)
                {
                    return direction;
                }
            }
            return null;
        }
    }

    /// <summary>Whether there is an attribute of that name.</summary>
    public bool Contains(string name) => IndexOf(name) >= 0;

    /// <summary>The values of all attributes of that name, in order.</summary>
    public IEnumerable<string> All(string name) => _items.Where(a => a.Name == name && a.Value is not null).Select(a => a.Value!);

    /// <summary>A copy with an attribute at the end.</summary>
    public SdpAttributes Add(string name, string? value = null) => new([.. _items, new SdpAttribute(name, value)]);

    /// <summary>A copy with one attribute in the place of all of that name, or at the end.</summary>
    public SdpAttributes Set(string name, string? value = null)
    {
        var index = IndexOf(name);
        return index < 0
            ? Add(name, value)
            : new(_items.Where((a, i) => i <= index || a.Name != name).Select((a, i) => i == index ? new SdpAttribute(name, value) : a));
    }

    /// <summary>A copy without the attributes of that name.</summary>
    public SdpAttributes Remove(string name) => Contains(name) ? new(_items.Where(a => a.Name != name)) : this;

    /// <summary>A copy that says this direction and no other.</summary>
    public SdpAttributes WithDirection(SdpDirection direction) =>
        new([.. _items.Where(a => a.Value is not null || SdpDirections.Find(a.Name) is null), new SdpAttribute(direction.Text())]);

    /// <inheritdoc/>
    public bool Equals(SdpAttributes? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SdpAttributes);

    /// <inheritdoc/>
    public override int GetHashCode() => _items.Aggregate(_items.Length, HashCode.Combine);

    /// <inheritdoc/>
    public IEnumerator<SdpAttribute> GetEnumerator() => ((IEnumerable<SdpAttribute>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string name) => Array.FindIndex(_items, a => a.Name == name);
}
