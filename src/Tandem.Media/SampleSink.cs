namespace Tandem.Media;

/// <summary>Keeps the first samples that a channel receives, up to a limit, in memory set aside beforehand.</summary>
public sealed class SampleSink : AudioSink
{
    private readonly short[] _samples;
    private int _count;

    /// <summary>Makes a sink.</summary>
    /// <param name="capacity">How much is kept, above 0 and up to 1 hour; what comes after is dropped.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is out of its range.</exception>
    public SampleSink(TimeSpan capacity)
    {
        if (capacity <= TimeSpan.Zero || capacity > TimeSpan.FromHours(1))
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "The capacity must be above 0 and up to 1 hour.");
        _samples = new short[MediaClock.ToSamples(capacity.Ticks)];
    }

    /// <summary>What has been kept so far: 16-bit linear samples at 8 kHz. From any thread.</summary>
    public ReadOnlyMemory<short> Samples => _samples.AsMemory(0, Volatile.Read(ref _count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<short> samples)
    {
        int count = Math.Min(samples.Length, _samples.Length - _count);
        samples[..count].CopyTo(_samples.AsSpan(_count));
        Volatile.Write(ref _count, _count + count);
    }
}
