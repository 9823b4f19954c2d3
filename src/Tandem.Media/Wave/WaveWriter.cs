using System.Buffers.Binary;

namespace Tandem.Media.Wave;

/// <summary>Writes audio as a WAV file (RIFF): 16-bit linear PCM, 8 kHz, mono.</summary>
public static class WaveWriter
{
    private const int HeaderSize = 44;

    /// <summary>Writes a file; one of that name is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="samples">The samples.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<short> samples) => File.WriteAllBytes(path, Format(samples));

    /// <summary>Makes the bytes of a file.</summary>
    /// <param name="samples">The samples.</param>
    public static byte[] Format(ReadOnlySpan<short> samples)
    {
        byte[] file = new byte[HeaderSize + (2 * samples.Length)];
        Header(2 * samples.Length).CopyTo(file, 0);
        for (int i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(HeaderSize + (2 * i)), samples[i]);
        return file;
    }

    /// <summary>The header of a file with so many bytes of samples.</summary>
    internal static byte[] Header(int length)
    {
        byte[] file = new byte[HeaderSize];
        Span<byte> header = file;
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], HeaderSize - 8 + length);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], 8000);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], 16000);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 16);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], length);
        return file;
    }
}
