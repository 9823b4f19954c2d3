namespace Tandem.Hub.Events;

/// <summary>The way to one subscriber.</summary>
internal interface IFeedLine
{
    /// <summary>Sends a frame; one at a time.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="more">Another one follows at once: this one may wait for it.</param>
    /// <exception cref="TimeoutException">The subscriber takes nothing.</exception>
    /// <exception cref="IOException">The subscriber is gone.</exception>
    ValueTask SendAsync(EncodedFrame frame, bool more);
}
