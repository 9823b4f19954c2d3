using System.Collections;
using System.Runtime.CompilerServices;

namespace Tandem.Pbx.Commands;

/// <summary>An immutable set of capabilities, in the order of their names; equal to another with the same capabilities.</summary>
[CollectionBuilder(typeof(CapabilitySet), nameof(Create))]
public sealed class CapabilitySet : IReadOnlyCollection<Capability>, IEquatable<CapabilitySet>
{
    private readonly string[] _names;

    private CapabilitySet(IEnumerable<Capability> capabilities) =>
        _names = capabilities.Select(capability => capability.Name).Distinct().Order(StringComparer.Ordinal).ToArray();

    /// <summary>The set without capabilities.</summary>
    public static CapabilitySet None { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _names.Length;

    /// <summary>Makes a set, also for collection expressions: <c>CapabilitySet set = [Capability.Call, Capability.HangUp];</c>.</summary>
    /// <param name="capabilities">The capabilities.</param>
    public static CapabilitySet Create(ReadOnlySpan<Capability> capabilities) => new(capabilities.ToArray());

    /// <summary>Whether the capability is in the set.</summary>
    /// <param name="capability">The capability.</param>
    public bool Contains(Capability capability) => Array.BinarySearch(_names, capability.Name, StringComparer.Ordinal) >= 0;

    /// <summary>The capabilities of either set.</summary>
    /// <param name="other">The other set.</param>
    public CapabilitySet Union(CapabilitySet other) => new(this.Concat(other));

    /// <inheritdoc/>
    public bool Equals(CapabilitySet? other) => other is not null && _names.AsSpan().SequenceEqual(other._names);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CapabilitySet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (string name in _names)
            hash.Add(name);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<Capability> GetEnumerator() => _names.Select(name => new Capability(name)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The names, with spaces between them.</summary>
    public override string ToString() => string.Join(' ', _names);
}
