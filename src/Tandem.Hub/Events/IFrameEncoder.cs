using Tandem.Pbx.Feed;

namespace Tandem.Hub.Events;

/// <summary>A way to write the frames of the model's feed. Each is written once for all who get it.</summary>
internal interface IFrameEncoder
{
    /// <summary>The bytes of a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="projection">The view that it is of.</param>
    EncodedFrame Encode(Frame frame, Projection projection);
}
