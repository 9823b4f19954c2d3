namespace Tandem.Media;

/// <summary>A consumer of the decoded audio that a channel receives: 16-bit linear, 8 kHz, mono.</summary>
public abstract class AudioSink
{
    /// <summary>
    /// Takes the samples of one received packet, in order of arrival. Called on a media thread: it must neither block nor allocate.
    /// A sink that throws is removed from its channel.
    /// </summary>
    /// <param name="samples">The samples; valid only during the call.</param>
    public abstract void Write(ReadOnlySpan<short> samples);
}
