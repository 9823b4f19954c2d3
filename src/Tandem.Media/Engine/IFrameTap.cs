namespace Tandem.Media.Engine;

/// <summary>Takes both directions of a leg, each 20 ms, silence included.</summary>
internal interface IFrameTap
{
    /// <summary>Takes a frame. On the media thread.</summary>
    /// <param name="heard">What the remote said; empty where nothing.</param>
    /// <param name="sent">What was sent to it; empty where nothing.</param>
    /// <param name="rate">Samples a second of both.</param>
    void OnFrame(ReadOnlySpan<short> heard, ReadOnlySpan<short> sent, int rate);

    /// <summary>The leg is closed: no frame follows. On the media thread.</summary>
    void OnClosed();
}
