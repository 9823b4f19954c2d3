namespace Tandem.Pbx.Model;

/// <summary>Makes a <see cref="ValueList{T}"/>, also for collection expressions: <c>ValueList&lt;int&gt; list = [1, 2];</c>.</summary>
public static class ValueList
{
    /// <summary>A list of these items.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="items">The items; copied.</param>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) =>
        items.IsEmpty ? ValueList<T>.Empty : new ValueList<T>(items.ToArray());
}
