using System.Buffers.Binary;
using Tandem.Media.Codecs;

namespace Tandem.Media.Wave;

/// <summary>
/// Reads audio from WAV files (RIFF): 16-bit linear PCM, A-law or mu-law, at 8, 16 or 48 kHz, mono or stereo, which is mixed down. Chunks
/// other than format and data are passed over.
/// </summary>
public static class WaveReader
{
    private const int Pcm = 1;
    private const int ALaw = 6;
    private const int MuLaw = 7;
    private const int Extensible = 0xFFFE;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its audio. A file that was cut off, or whose writer never filled in the length, gives what is there.</returns>
    /// <exception cref="InvalidDataException">It is no WAV file, or of another format; the message tells which.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PcmAudio Read(string path) => Parse(File.ReadAllBytes(path));

    /// <summary>Reads a file that is in memory.</summary>
    /// <param name="file">The whole file.</param>
    /// <returns>Its audio.</returns>
    /// <exception cref="InvalidDataException">It is no WAV file, or of another format; the message tells which.</exception>
    public static PcmAudio Parse(ReadOnlySpan<byte> file)
    {
        if (file.Length < 12 || !file.StartsWith("RIFF"u8) || !file[8..].StartsWith("WAVE"u8))
            throw new InvalidDataException("This is no WAV file.");

        Format? format = null;
        ReadOnlySpan<byte> rest = file[12..];
        while (rest.Length >= 8)
        {
            ReadOnlySpan<byte> body = rest[8..];
            long length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            if (length < body.Length)
                body = body[..(int)length];
            if (rest.StartsWith("fmt "u8))
            {
                format = ReadFormat(body);
            }
            else if (rest.StartsWith("data"u8))
            {
                return format is { } known
                    ? new PcmAudio(known.Rate, MixDown(Decode(known.Encoding, body), known.Channels))
                    : throw new InvalidDataException("The WAV file has data before its format.");
            }

            // Chunks start at even offsets.
            long next = 8 + length + (length & 1);
            rest = next < rest.Length ? rest[(int)next..] : default;
        }

        throw new InvalidDataException("The WAV file has no data.");
    }

    private static Format ReadFormat(ReadOnlySpan<byte> format)
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
        bool isKnown = (encoding, bits) is (Pcm, 16) or (ALaw, 8) or (MuLaw, 8);
        if (!isKnown || channels is not (1 or 2) || rate is not (8000 or 16000 or 48000))
        {
            throw new InvalidDataException(
                "The WAV file must be 16-bit PCM, A-law or mu-law, at 8000, 16000 or 48000 Hz, mono or stereo; "
                + $"it has encoding {encoding}, {bits} bits, {rate} Hz, {channels} channels.");
        }

        return new Format(encoding, channels, (int)rate);
    }

    private static short[] Decode(int encoding, ReadOnlySpan<byte> data)
    {
        if (encoding != Pcm)
        {
            short[] decoded = new short[data.Length];
            G711.Decode(encoding == ALaw ? AudioCodec.Pcma : AudioCodec.Pcmu, data, decoded);
            return decoded;
        }

        short[] samples = new short[data.Length / 2];
        for (int i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(data[(2 * i)..]);
        return samples;
    }

    private static short[] MixDown(short[] samples, int channels)
    {
        if (channels == 1)
            return samples;
        short[] mono = new short[samples.Length / 2];
        for (int i = 0; i < mono.Length; i++)
            mono[i] = (short)((samples[2 * i] + samples[(2 * i) + 1]) / 2);
        return mono;
    }

    private readonly record struct Format(int Encoding, int Channels, int Rate);
}
