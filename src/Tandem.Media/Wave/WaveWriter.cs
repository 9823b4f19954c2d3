using System.Buffers.Binary;

namespace Tandem.Media.Wave;

/// <summary>Writes audio as a WAV file (RIFF): 16-bit linear PCM, mono.</summary>
public static class WaveWriter
{
    internal const int HeaderSize = 44;

    /// <summary>Writes a file; one of that name is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="audio">The audio.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, PcmAudio audio) => File.WriteAllBytes(path, Format(audio));

    /// <summary>Makes the bytes of a file.</summary>
    /// <param name="audio">The audio.</param>
    public static byte[] Format(PcmAudio audio)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ReadOnlySpan<short> samples = audio.Samples.Span;
        byte[] file = new byte[HeaderSize + (2 * samples.Length)];
        WriteHeader(file, audio.SampleRate, 1, 2L * samples.Length);
        for (int i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(HeaderSize + (2 * i)), samples[i]);
        return file;
    }

    /// <summary>Writes the header of a file with so many bytes of samples.</summary>
    internal static void WriteHeader(Span<byte> header, int sampleRate, int channels, long length)
    {
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(HeaderSize - 8 + length));
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], (short)channels);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], 2 * channels * sampleRate);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], (short)(2 * channels));
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 16);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[40..], (uint)length);
    }
}
