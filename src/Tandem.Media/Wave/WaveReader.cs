using System.Buffers.Binary;

namespace Tandem.Media.Wave;

/// <summary>Reads audio from a WAV file (RIFF): 16-bit linear PCM, 8 kHz, mono. Chunks other than format and data are passed over.</summary>
public static class WaveReader
{
    private const ushort Pcm = 1;
    private const ushort Extensible = 0xFFFE;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its samples. A file that was cut off, or whose writer never filled in the length, gives what is there.</returns>
    /// <exception cref="InvalidDataException">It is no WAV file, or of another format; the message tells which.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static short[] Read(string path) => Parse(File.ReadAllBytes(path));

    /// <summary>Reads a file that is in memory.</summary>
    /// <param name="file">The whole file.</param>
    /// <returns>Its samples.</returns>
    /// <exception cref="InvalidDataException">It is no WAV file, or of another format; the message tells which.</exception>
    public static short[] Parse(ReadOnlySpan<byte> file)
    {
        if (file.Length < 12 || !file.StartsWith("RIFF"u8) || !file[8..].StartsWith("WAVE"u8))
            throw new InvalidDataException("This is no WAV file.");

        bool formatSeen = false;
        ReadOnlySpan<byte> rest = file[12..];
        while (rest.Length >= 8)
        {
            ReadOnlySpan<byte> body = rest[8..];
            long length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            if (length < body.Length)
                body = body[..(int)length];
            if (rest.StartsWith("fmt "u8))
            {
                CheckFormat(body);
                formatSeen = true;
            }
            else if (rest.StartsWith("data"u8))
            {
                if (!formatSeen)
                    throw new InvalidDataException("The WAV file has data before its format.");
                return ReadSamples(body);
            }

            // Chunks start at even offsets.
            long next = 8 + length + (length & 1);
            rest = next < rest.Length ? rest[(int)next..] : default;
        }

        throw new InvalidDataException("The WAV file has no data.");
    }

    private static void CheckFormat(ReadOnlySpan<byte> format)
    {
        if (format.Length < 16)
            throw new InvalidDataException("The WAV file's format chunk is too short.");
        int encoding = BinaryPrimitives.ReadUInt16LittleEndian(format);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        uint rate = BinaryPrimitives.ReadUInt32LittleEndian(format[4..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);

        // The extensible format carries the true encoding in the first bytes of its sub-format.
        if (encoding == Extensible && format.Length >= 26)
            encoding = BinaryPrimitives.ReadUInt16LittleEndian(format[24..]);
        if (encoding != Pcm || channels != 1 || rate != 8000 || bits != 16)
        {
            throw new InvalidDataException(
                $"The WAV file must be 16-bit PCM, 8000 Hz, mono; it has encoding {encoding}, {bits} bits, {rate} Hz, {channels} channels.");
        }
    }

    private static short[] ReadSamples(ReadOnlySpan<byte> data)
    {
        short[] samples = new short[data.Length / 2];
        for (int i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(data[(2 * i)..]);
        return samples;
    }
}
