namespace Tandem.Hub.Rest;

/// <summary>A list, or one page of it.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="Items">The items.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null where there is none.</param>
internal sealed record ItemList<T>(IReadOnlyList<T> Items, string? Next = null);
