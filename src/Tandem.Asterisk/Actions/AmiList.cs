using System.Collections;
using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Actions;

/// <summary>The answer to an action that gives a list, complete.</summary>
public sealed class AmiList : IReadOnlyList<AmiMessage>
{
    private readonly IReadOnlyList<AmiMessage> _items;

    internal AmiList(AmiResponse response, IReadOnlyList<AmiMessage> items, AmiMessage? completion)
    {
        Response = response;
        _items = items;
        Completion = completion;
    }

    /// <summary>The answer before the first item.</summary>
    public AmiResponse Response { get; }

    /// <summary>The event that ended the list, with totals; null where there was nothing to list.</summary>
    public AmiMessage? Completion { get; }

    /// <summary>The number of items.</summary>
    public int Count => _items.Count;

    /// <summary>An item by its place, 0 to <see cref="Count"/> - 1.</summary>
    public AmiMessage this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<AmiMessage> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
