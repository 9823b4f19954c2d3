using System.Diagnostics.CodeAnalysis;

namespace Tandem.Media.Engine;

/// <summary>
/// Items that any thread puts in and one thread at a time takes out, in order. Without locks; and it needs no memory while it is empty, as nearly
/// all of two for each channel are.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class HandoverQueue<T>
    where T : class
{
    // Put in, the last one first.
    private Node? _last;

    // Taken over by who takes out, the first one first.
    private Node? _first;

    /// <summary>Puts an item in. From any thread.</summary>
    public void Enqueue(T item)
    {
        var node = new Node(item);
        Node? last;
        do
        {
            last = Volatile.Read(ref _last);
            node.Next = last;
        }
        while (Interlocked.CompareExchange(ref _last, node, last) != last);
    }

    /// <summary>Takes the oldest item out. By one thread at a time.</summary>
    public bool TryDequeue([NotNullWhen(true)] out T? item)
    {
        _first ??= TakeOver();
        item = _first?.Item;
        _first = _first?.Next;
        return item is not null;
    }

    private Node? TakeOver()
    {
        Node? first = null;
        for (Node? node = Interlocked.Exchange(ref _last, null); node is not null;)
        {
            (node.Next, node, first) = (first, node.Next, node);
        }

        return first;
    }

    private sealed class Node(T item)
    {
        public T Item => item;

        public Node? Next { get; set; }
    }
}
