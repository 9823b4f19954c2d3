using Tandem.Pbx.State;

namespace Tandem.Hub.Rest;

/// <summary>One object of the live model, and a position of the feed at which it was so or not yet: a feed from there on misses nothing.</summary>
/// <typeparam name="T">The type of the object.</typeparam>
/// <param name="Position">The position.</param>
/// <param name="Item">The object.</param>
internal sealed record LiveItem<T>(Position Position, T Item);
