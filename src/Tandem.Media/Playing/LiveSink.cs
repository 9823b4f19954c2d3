using System.Runtime.CompilerServices;

namespace Tandem.Media.Playing;

/// <summary>
/// What a channel receives, for a program that reads along: up to a second waits; a slow reader loses the newest frames. One reader at a time.
/// </summary>
public sealed class LiveSink : AudioSink
{
    private readonly short[] _ring;
    private readonly TimeProvider _timeProvider;
    private long _written;
    private long _read;
    private long _dropped;

    /// <summary>Makes a sink.</summary>
    /// <param name="sampleRate">Samples a second of what is read: 8000, 16000 or 48000.</param>
    /// <param name="timeProvider">The clock by which a reader waits; the system's where null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is none of these.</exception>
    public LiveSink(int sampleRate = 8000, TimeProvider? timeProvider = null)
    {
        if (sampleRate is not (8000 or 16000 or 48000))
            throw new ArgumentOutOfRangeException(nameof(sampleRate), sampleRate, "The rate must be 8000, 16000 or 48000 Hz.");
        SampleRate = sampleRate;
        _ring = new short[sampleRate];
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public override int SampleRate { get; }

    /// <summary>Samples that a slow reader lost.</summary>
    public long DroppedSamples => Volatile.Read(ref _dropped);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<short> samples)
    {
        if (samples.Length > _ring.Length - (_written - Volatile.Read(ref _read)))
        {
            Volatile.Write(ref _dropped, _dropped + samples.Length);
            return;
        }

        for (int i = 0; i < samples.Length; i++)
            _ring[(_written + i) % _ring.Length] = samples[i];
        Volatile.Write(ref _written, _written + samples.Length);
    }

    /// <summary>Takes what waits, without waiting for more.</summary>
    /// <param name="samples">Room for it.</param>
    /// <returns>How many samples were copied.</returns>
    public int Read(Span<short> samples)
    {
        int count = (int)Math.Min(samples.Length, Volatile.Read(ref _written) - _read);
        for (int i = 0; i < count; i++)
            samples[i] = _ring[(_read + i) % _ring.Length];
        Volatile.Write(ref _read, _read + count);
        return count;
    }

    /// <summary>Reads frames of 20 ms as they come, until it is cancelled. The memory of a frame is good until the next one.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<ReadOnlyMemory<short>> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        short[] frame = new short[SampleRate / 50];
        while (!cancellationToken.IsCancellationRequested)
        {
            if (Volatile.Read(ref _written) - _read >= frame.Length)
            {
                Read(frame);
                yield return frame;
            }
            else if (!await WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                yield break;
            }
        }
    }

    private async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        Task delay = Task.Delay(TimeSpan.FromMilliseconds(10), _timeProvider, cancellationToken);
        await delay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }
}
