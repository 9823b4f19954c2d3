namespace Tandem.Media;

/// <summary>Plays samples from memory, such as those of a <see cref="Wave.WaveReader"/>.</summary>
public sealed class SampleSource : AudioSource
{
    private readonly ReadOnlyMemory<short> _samples;
    private int _position;

    /// <summary>Makes a source that plays once.</summary>
    /// <param name="samples">16-bit linear samples at 8 kHz. Several sources may share them.</param>
    public SampleSource(ReadOnlyMemory<short> samples) => _samples = samples;

    /// <inheritdoc/>
    public override int Read(Span<short> samples)
    {
        int count = Math.Min(samples.Length, _samples.Length - _position);
        _samples.Span.Slice(_position, count).CopyTo(samples);
        _position += count;
        return count;
    }
}
