namespace Tandem.Media;

/// <summary>
/// A consumer of the audio that a channel receives, as it is played out: decoded, in order, lost packets made up for, in frames of 20 ms;
/// 16-bit linear, mono. While the remote sends nothing, there are no frames.
/// </summary>
public abstract class AudioSink
{
    /// <summary>Samples a second that it wants: 8000, unless overridden, 16000 or 48000; the same as long as the sink lives.</summary>
    public virtual int SampleRate => 8000;

    /// <summary>
    /// Takes the next frame. Called on a media thread: it must neither block nor allocate.
    /// A sink that throws is removed from its channel.
    /// </summary>
    /// <param name="samples">The samples; valid only during the call.</param>
    public abstract void Write(ReadOnlySpan<short> samples);
}
