namespace Tandem.Media.Wave;

/// <summary>
/// A sink that records to a WAV file (16-bit linear PCM, 8 kHz, mono) while audio arrives. The media thread only copies into memory; the
/// file is written in the background, and is a valid WAV file from the first second on.
/// </summary>
public sealed class WaveRecorder : AudioSink, IAsyncDisposable
{
    private const int Rate = 8000;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly short[] _ring = new short[4 * Rate];
    private readonly FileStream _file;
    private readonly long _maxSamples;
    private readonly TimeProvider _timeProvider;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _writing;
    private long _written;
    private long _read;
    private long _dropped;

    /// <summary>Creates the file and begins to record.</summary>
    /// <param name="path">The file; one of that name is replaced.</param>
    /// <param name="maxDuration">Most audio to record; no limit but the file's own (about 37 hours) where null.</param>
    /// <param name="timeProvider">The clock of the writing; the system's where null.</param>
    /// <exception cref="IOException">The file cannot be created.</exception>
    public WaveRecorder(string path, TimeSpan? maxDuration = null, TimeProvider? timeProvider = null)
    {
        _timeProvider = timeProvider ?? TimeProvider.System;
        _maxSamples = Math.Min(int.MaxValue / 2 - 64, (long)((maxDuration?.TotalSeconds ?? double.MaxValue / Rate) * Rate));
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        _file.Write(WaveWriter.Format([]));
        _writing = WriteAsync();
    }

    /// <summary>Audio recorded so far.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Volatile.Read(ref _written) / Rate);

    /// <summary>Samples lost because the disk was more than 4 s behind.</summary>
    public long DroppedSamples => Volatile.Read(ref _dropped);

    /// <summary>Completes when the longest duration is recorded; fails when the file cannot be written.</summary>
    public Task Full => _full.Task;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<short> samples)
    {
        var written = _written;
        var room = Math.Min(_ring.Length - (written - Volatile.Read(ref _read)), _maxSamples - written);
        var count = (int)Math.Min(samples.Length, Math.Max(0, room));
        for (var i = 0; i < count; i++)
        {
            _ring[(written + i) % _ring.Length] = samples[i];
        }
        Volatile.Write(ref _written, written + count);
        if (count < samples.Length && written + count < _maxSamples)
        {
            Volatile.Write(ref _dropped, _dropped + samples.Length - count);
        }
    }

    /// <summary>Writes what is left and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _writing.ConfigureAwait(false);
        await _file.DisposeAsync().ConfigureAwait(false);
    }

    private async Task WriteAsync()
    {
        using var timer = new PeriodicTimer(Interval, _timeProvider);
        try
        {
            while (await WaitAsync(timer).ConfigureAwait(false))
            {
                await FlushAsync().ConfigureAwait(false);
                if (_read >= _maxSamples)
                {
                    _full.TrySetResult();
                }
            }
            await FlushAsync().ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            _full.TrySetException(exception);
        }
    }

    private async ValueTask<bool> WaitAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async ValueTask FlushAsync()
    {
        var available = (int)(Volatile.Read(ref _written) - _read);
        if (available == 0)
        {
            return;
        }
        var bytes = new byte[2 * available];
        for (var i = 0; i < available; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), _ring[(_read + i) % _ring.Length]);
        }
        Volatile.Write(ref _read, _read + available);
        await _file.WriteAsync(bytes).ConfigureAwait(false);
        // The header says at any time how much there is: a crash loses nothing that was written.
        _file.Position = 0;
        await _file.WriteAsync(WaveWriter.Header((int)(2 * _read))).ConfigureAwait(false);
        _file.Position = _file.Length;
        await _file.FlushAsync().ConfigureAwait(false);
    }
}
