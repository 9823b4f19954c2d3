using Tandem.Pbx.Feed;
using Tandem.Pbx.State;

namespace Tandem.Hub.Events;

/// <summary>What makes two frames of a feed the same, byte for byte.</summary>
/// <param name="Projection">What the subscriber may see.</param>
/// <param name="Position">Where the frame leads to.</param>
/// <param name="Previous">Where the subscriber was: the same for all but those who have just begun.</param>
internal readonly record struct FrameKey(Projection Projection, Position Position, Position? Previous);
