using System.Numerics;

namespace Tandem.Media.Codecs;

/// <summary>G.711 companding (ITU-T Recommendation G.711): mu-law and A-law to and from 16-bit linear samples.</summary>
public static class G711
{
    // Mu-law works on 14-bit magnitudes shifted by this bias, so that every segment starts at a power of two.
    private const int MuBias = 33;
    private const int MuClip = 8158;

    // Neither law looks at the last two bits of a sample.
    private const int EncoderShift = 2;
    private static readonly short[] PcmuLinear = BuildDecoder(DecodePcmuCode);
    private static readonly short[] PcmaLinear = BuildDecoder(DecodePcmaCode);
    private static readonly byte[] PcmuCodes = BuildEncoder(EncodePcmuSample);
    private static readonly byte[] PcmaCodes = BuildEncoder(EncodePcmaSample);
    private static readonly byte[] PcmuAsPcma = BuildTranscoder(PcmuLinear, EncodePcma);
    private static readonly byte[] PcmaAsPcmu = BuildTranscoder(PcmaLinear, EncodePcmu);

    /// <summary>The 16-bit sample of a mu-law code, -32124 to 32124.</summary>
    public static short DecodePcmu(byte code) => PcmuLinear[code];

    /// <summary>The 16-bit sample of an A-law code, -32256 to 32256.</summary>
    public static short DecodePcma(byte code) => PcmaLinear[code];

    /// <summary>The mu-law code of a 16-bit sample, by the decision values of table 2a of the recommendation.</summary>
    public static byte EncodePcmu(short sample) => PcmuCodes[(ushort)sample >> EncoderShift];

    /// <summary>The A-law code of a 16-bit sample, by the decision values of table 1a of the recommendation, even bits inverted.</summary>
    public static byte EncodePcma(short sample) => PcmaCodes[(ushort)sample >> EncoderShift];

    /// <summary>Decodes a payload.</summary>
    /// <param name="codec">The law.</param>
    /// <param name="payload">One byte a sample.</param>
    /// <param name="samples">Room for as many samples.</param>
    /// <exception cref="ArgumentException"><paramref name="samples"/> is shorter than <paramref name="payload"/>.</exception>
    public static void Decode(AudioCodec codec, ReadOnlySpan<byte> payload, Span<short> samples)
    {
        if (samples.Length < payload.Length)
            throw new ArgumentException("There is no room for all samples.", nameof(samples));
        short[] table = codec == AudioCodec.Pcma ? PcmaLinear : PcmuLinear;
        for (int i = 0; i < payload.Length; i++)
            samples[i] = table[payload[i]];
    }

    /// <summary>Encodes samples.</summary>
    /// <param name="codec">The law.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="payload">Room for one byte a sample.</param>
    /// <exception cref="ArgumentException"><paramref name="payload"/> is shorter than <paramref name="samples"/>.</exception>
    public static void Encode(AudioCodec codec, ReadOnlySpan<short> samples, Span<byte> payload)
    {
        if (payload.Length < samples.Length)
            throw new ArgumentException("There is no room for all codes.", nameof(payload));
        if (codec == AudioCodec.Pcma)
        {
            for (int i = 0; i < samples.Length; i++)
                payload[i] = EncodePcma(samples[i]);
        }
        else
        {
            for (int i = 0; i < samples.Length; i++)
                payload[i] = EncodePcmu(samples[i]);
        }
    }

    /// <summary>Turns a payload of one law into the other, in place.</summary>
    /// <param name="from">The law of the payload.</param>
    /// <param name="to">The wanted law; where it is the same, nothing changes.</param>
    /// <param name="payload">The payload.</param>
    public static void Transcode(AudioCodec from, AudioCodec to, Span<byte> payload)
    {
        if (from == to)
            return;
        byte[] table = from == AudioCodec.Pcmu ? PcmuAsPcma : PcmaAsPcmu;
        for (int i = 0; i < payload.Length; i++)
            payload[i] = table[payload[i]];
    }

    // One's complement, as in the recommendation: the two halves of the scale mirror each other.
    private static int Magnitude(short sample) => sample < 0 ? ~sample : sample;

    private static int DecodePcmuCode(int code)
    {
        int bits = ~code & 0xFF;
        int magnitude = (((((bits & 0x0F) << 1) + MuBias) << ((bits >> 4) & 7)) - MuBias) << 2;
        return (bits & 0x80) != 0 ? -magnitude : magnitude;
    }

    private static int DecodePcmaCode(int code)
    {
        int bits = code ^ 0x55;
        int segment = (bits >> 4) & 7;
        int magnitude = ((bits & 0x0F) << 4) + 8;
        if (segment > 0)
            magnitude = (magnitude + 0x100) << (segment - 1);
        return (bits & 0x80) != 0 ? magnitude : -magnitude;
    }

    private static short[] BuildDecoder(Func<int, int> decode)
    {
        short[] table = new short[256];
        for (int code = 0; code < table.Length; code++)
            table[code] = (short)decode(code);
        return table;
    }

    private static byte EncodePcmuSample(short sample)
    {
        int magnitude = Math.Min(Magnitude(sample) >> 2, MuClip) + MuBias;
        int segment = BitOperations.Log2((uint)magnitude) - 5;
        int code = (segment << 4) | ((magnitude >> (segment + 1)) & 0x0F);
        return (byte)(code ^ (sample < 0 ? 0x7F : 0xFF));
    }

    private static byte EncodePcmaSample(short sample)
    {
        int magnitude = Magnitude(sample) >> 4;
        int segment = Math.Max(0, BitOperations.Log2((uint)magnitude | 1) - 3);
        int code = segment == 0 ? magnitude : (segment << 4) | ((magnitude >> (segment - 1)) & 0x0F);
        return (byte)(code ^ (sample < 0 ? 0x55 : 0xD5));
    }

    private static byte[] BuildEncoder(Func<short, byte> encode)
    {
        byte[] codes = new byte[(ushort.MaxValue >> EncoderShift) + 1];
        for (int i = 0; i < codes.Length; i++)
            codes[i] = encode((short)(i << EncoderShift));
        return codes;
    }

    private static byte[] BuildTranscoder(short[] decoded, Func<short, byte> encode)
    {
        byte[] table = new byte[256];
        for (int code = 0; code < table.Length; code++)
            table[code] = encode(decoded[code]);
        return table;
    }
}
