using Tandem.Media.Wave;

namespace Tandem.Media;

/// <summary>Plays samples from memory, such as those of a <see cref="WaveReader"/>, once.</summary>
public sealed class SampleSource : AudioSource
{
    private readonly PcmAudio _audio;
    private int _position;

    /// <summary>Makes a source.</summary>
    /// <param name="audio">The audio. Several sources may share it.</param>
    public SampleSource(PcmAudio audio)
    {
        ArgumentNullException.ThrowIfNull(audio);
        _audio = audio;
    }

    /// <summary>Makes a source.</summary>
    /// <param name="samples">16-bit linear samples at 8 kHz. Several sources may share them.</param>
    public SampleSource(ReadOnlyMemory<short> samples)
        : this(new PcmAudio(8000, samples))
    {
    }

    /// <inheritdoc/>
    public override int SampleRate => _audio.SampleRate;

    /// <inheritdoc/>
    public override int Read(Span<short> samples)
    {
        int count = Math.Min(samples.Length, _audio.Samples.Length - _position);
        _audio.Samples.Span.Slice(_position, count).CopyTo(samples);
        _position += count;
        return count;
    }
}
