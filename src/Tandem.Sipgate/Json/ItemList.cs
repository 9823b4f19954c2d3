namespace Tandem.Sipgate.Json;

/// <summary>An answer that lists things.</summary>
internal sealed record ItemList<T>
{
    public IReadOnlyList<T> Items { get => field ?? []; init; }

    public int TotalCount { get; init; }
}
