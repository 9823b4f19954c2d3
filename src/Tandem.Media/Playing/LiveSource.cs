namespace Tandem.Media.Playing;

/// <summary>
/// Audio that a program makes while it is played: up to a second waits; what is missing is silence. One writer at a time.
/// </summary>
public sealed class LiveSource : AudioSource
{
    private readonly short[] _ring;
    private long _written;
    private long _read;
    private volatile bool _completed;

    /// <summary>Makes a source.</summary>
    /// <param name="sampleRate">Samples a second of what is written: 8000, 16000 or 48000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is none of these.</exception>
    public LiveSource(int sampleRate = 8000)
    {
        if (sampleRate is not (8000 or 16000 or 48000))
            throw new ArgumentOutOfRangeException(nameof(sampleRate), sampleRate, "The rate must be 8000, 16000 or 48000 Hz.");
        SampleRate = sampleRate;
        _ring = new short[sampleRate];
    }

    /// <inheritdoc/>
    public override int SampleRate { get; }

    /// <summary>How much waits to be played.</summary>
    public TimeSpan Waiting => TimeSpan.FromSeconds((double)(Volatile.Read(ref _written) - Volatile.Read(ref _read)) / SampleRate);

    /// <summary>Takes as many samples as there is room for.</summary>
    /// <param name="samples">The samples.</param>
    /// <returns>How many were taken; the writer should come back with the rest when some have been played.</returns>
    /// <exception cref="InvalidOperationException">The source is completed.</exception>
    public int Write(ReadOnlySpan<short> samples)
    {
        if (_completed)
            throw new InvalidOperationException("The source is completed.");
        int count = (int)Math.Min(samples.Length, _ring.Length - (_written - Volatile.Read(ref _read)));
        for (int i = 0; i < count; i++)
            _ring[(_written + i) % _ring.Length] = samples[i];
        Volatile.Write(ref _written, _written + count);
        return count;
    }

    /// <summary>Writes all samples, as room comes about.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="timeProvider">The clock; the system's where null.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="InvalidOperationException">The source is completed.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<short> samples, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            samples = samples[Write(samples.Span)..];
            if (samples.IsEmpty)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(20), timeProvider ?? TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>No more is written: the play ends when what waits has been played.</summary>
    public void Complete() => _completed = true;

    /// <inheritdoc/>
    public override int Read(Span<short> samples)
    {
        // In this order: what was written before the completion is played.
        bool completed = _completed;
        int count = (int)Math.Min(samples.Length, Volatile.Read(ref _written) - _read);
        for (int i = 0; i < count; i++)
            samples[i] = _ring[(_read + i) % _ring.Length];
        Volatile.Write(ref _read, _read + count);
        if (completed)
            return count;
        samples[count..].Clear();
        return samples.Length;
    }
}
