using Tandem.Pbx.State;

namespace Tandem.Hub.Rest;

/// <summary>Objects of the live model, and the position of the feed at which they are so: a feed from there on misses nothing.</summary>
/// <typeparam name="T">The type of the objects.</typeparam>
/// <param name="Position">The position.</param>
/// <param name="Items">The objects.</param>
internal sealed record LiveList<T>(Position Position, IReadOnlyList<T> Items);
