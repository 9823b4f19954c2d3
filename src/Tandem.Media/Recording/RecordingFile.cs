using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Tandem.Media.Wave;

namespace Tandem.Media.Recording;

/// <summary>
/// A WAV file that grows, filled from memory that the media thread writes and another thread empties. Its header always tells what is there,
/// so that whatever stops the program leaves a file that can be played.
/// </summary>
internal sealed class RecordingFile : IDisposable
{
    // At 16 kHz; four at 8 kHz.
    private const int Seconds = 2;
    private const int MaxRate = 16000;
    private const int PieceSamples = 8192;

    // The length in the header is a 32-bit number of bytes.
    private const long MaxBytes = uint.MaxValue - 4096L;

    private readonly short[] _ring;
    private readonly SafeFileHandle _file;
    private long _written;
    private long _read;
    private long _dropped;
    private int _rate = 8000;

    /// <exception cref="IOException">The file cannot be created.</exception>
    public RecordingFile(string path, int channels)
    {
        Channels = channels;
        _ring = new short[Seconds * MaxRate * channels];
        _file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        WriteHeader();
    }

    public int Channels { get; }

    /// <summary>Samples a second; set before the first sample.</summary>
    public int Rate
    {
        get => Volatile.Read(ref _rate);
        set => Volatile.Write(ref _rate, value);
    }

    /// <summary>Samples that were taken, over all channels.</summary>
    public long Samples => Volatile.Read(ref _written);

    /// <summary>Samples that found no room.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    public long Bytes => WaveWriter.HeaderSize + (2 * _read);

    /// <summary>Whether no more fits into a file.</summary>
    public bool IsFull => 2 * Samples > MaxBytes;

    public TimeSpan ToTime(long samples) => TimeSpan.FromSeconds((double)samples / Channels / Rate);

    /// <summary>Takes samples, those of the channels in turns. On the media thread: copies only.</summary>
    public void Append(ReadOnlySpan<short> samples)
    {
        if (samples.Length > _ring.Length - (_written - Volatile.Read(ref _read)))
        {
            Volatile.Write(ref _dropped, _dropped + samples.Length);
            return;
        }

        int place = (int)(_written % _ring.Length);
        int first = Math.Min(samples.Length, _ring.Length - place);
        samples[..first].CopyTo(_ring.AsSpan(place));
        samples[first..].CopyTo(_ring);
        Volatile.Write(ref _written, _written + samples.Length);
    }

    /// <summary>Writes what was taken since the last time. Not on the media thread.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Flush()
    {
        long end = Samples;
        if (end == _read)
            return;
        byte[] bytes = ArrayPool<byte>.Shared.Rent(2 * PieceSamples);
        try
        {
            while (_read < end)
            {
                int count = (int)Math.Min(end - _read, PieceSamples);
                for (int i = 0; i < count; i++)
                    BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), _ring[(_read + i) % _ring.Length]);
                RandomAccess.Write(_file, bytes.AsSpan(0, 2 * count), Bytes);
                Volatile.Write(ref _read, _read + count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }

        WriteHeader();
    }

    /// <summary>Writes the rest, and waits until the disk has it.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Complete()
    {
        Flush();
        WriteHeader();
        RandomAccess.FlushToDisk(_file);
    }

    public void Dispose() => _file.Dispose();

    private void WriteHeader()
    {
        Span<byte> header = stackalloc byte[WaveWriter.HeaderSize];
        WaveWriter.WriteHeader(header, Rate, Channels, 2 * _read);
        RandomAccess.Write(_file, header, 0);
    }
}
