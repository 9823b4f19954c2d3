namespace Tandem.Media;

/// <summary>
/// Audio to be played: 16-bit linear, mono. A source has a position, so an instance is played on one channel at a time.
/// </summary>
public abstract class AudioSource
{
    /// <summary>Samples a second: 8000, unless overridden, 16000 or 48000; the same as long as the source lives.</summary>
    public virtual int SampleRate => 8000;

    /// <summary>
    /// Fills <paramref name="samples"/> with the next samples. Called every 20 ms on a media thread: it must neither block nor allocate.
    /// A source that throws is ended with <see cref="PlayEndReason.Faulted"/>.
    /// </summary>
    /// <param name="samples">The frame to fill: a fiftieth of <see cref="SampleRate"/>.</param>
    /// <returns>How many samples were written; fewer than asked for means that the source has ended.</returns>
    public abstract int Read(Span<short> samples);
}
