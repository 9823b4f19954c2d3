using Tandem.Media.Codecs;

namespace Tandem.Media.Tests.Codecs;

public class G711Tests
{
    public static TheoryData<AudioCodec> Laws => [AudioCodec.Pcmu, AudioCodec.Pcma];

    // Decoder output values of tables 1 and 2 of the recommendation, scaled to 16 bits: mu-law 14 bits by 4, A-law 13 bits by 8.
    [Theory]
    [InlineData(0xFF, 0)]
    [InlineData(0xFE, 2 * 4)]
    [InlineData(0xEF, 33 * 4)]
    [InlineData(0xDF, 99 * 4)]
    [InlineData(0xCF, 231 * 4)]
    [InlineData(0xBF, 495 * 4)]
    [InlineData(0xAF, 1023 * 4)]
    [InlineData(0x9F, 2079 * 4)]
    [InlineData(0x8F, 4191 * 4)]
    [InlineData(0x80, 8031 * 4)]
    [InlineData(0x00, -8031 * 4)]
    [InlineData(0x7E, -2 * 4)]
    public void MuLawCodesDecodeToTheTable(byte code, int sample) => Assert.Equal(sample, G711.DecodePcmu(code));

    [Theory]
    [InlineData(0xD5, 1 * 8)]
    [InlineData(0xD4, 3 * 8)]
    [InlineData(0xC5, 33 * 8)]
    [InlineData(0xF5, 66 * 8)]
    [InlineData(0xE5, 132 * 8)]
    [InlineData(0x95, 264 * 8)]
    [InlineData(0x85, 528 * 8)]
    [InlineData(0xB5, 1056 * 8)]
    [InlineData(0xA5, 2112 * 8)]
    [InlineData(0xAA, 4032 * 8)]
    [InlineData(0x2A, -4032 * 8)]
    [InlineData(0x55, -1 * 8)]
    public void ALawCodesDecodeToTheTable(byte code, int sample) => Assert.Equal(sample, G711.DecodePcma(code));

    [Theory]
    [MemberData(nameof(Laws))]
    public void EveryCodeSurvivesDecodingAndEncoding(AudioCodec law)
    {
        for (int code = 0; code < 256; code++)
        {
            // Mu-law has two codes for zero; a decoded zero is positive.
            int expected = law == AudioCodec.Pcmu && code == 0x7F ? 0xFF : code;
            Assert.Equal(expected, Encode(law, Decode(law, (byte)code)));
        }
    }

    [Theory]
    [MemberData(nameof(Laws))]
    public void AllSamplesAreQuantizedMonotonicallyWithinHalfAStep(AudioCodec law)
    {
        int[] values = [.. Enumerable.Range(0, 256).Select(code => (int)Decode(law, (byte)code)).Distinct().Order()];
        int previous = int.MinValue;
        for (int sample = short.MinValue; sample <= short.MaxValue; sample++)
        {
            int quantized = Decode(law, Encode(law, (short)sample));
            Assert.True(quantized >= previous);
            previous = quantized;

            // Within half of the wider step beside the value; beyond the last value everything is clipped to it.
            int index = Array.BinarySearch(values, quantized);
            if (index == 0 || index == values.Length - 1)
                continue;
            int step = Math.Max(values[index + 1] - values[index], values[index] - values[index - 1]);
            Assert.True(Math.Abs(sample - quantized) * 2 <= step, $"{sample} became {quantized}");
        }

        Assert.Equal(values[^1], Decode(law, Encode(law, short.MaxValue)));
        Assert.Equal(values[0], Decode(law, Encode(law, short.MinValue)));
    }

    [Fact]
    public void TranscodingIsDecodingAndEncoding()
    {
        byte[] codes = [.. Enumerable.Range(0, 256).Select(code => (byte)code)];
        byte[] asPcma = [.. codes];
        byte[] asPcmu = [.. codes];
        G711.Transcode(AudioCodec.Pcmu, AudioCodec.Pcma, asPcma);
        G711.Transcode(AudioCodec.Pcma, AudioCodec.Pcmu, asPcmu);
        Assert.Equal(codes.Select(code => G711.EncodePcma(G711.DecodePcmu(code))), asPcma);
        Assert.Equal(codes.Select(code => G711.EncodePcmu(G711.DecodePcma(code))), asPcmu);
    }

    [Fact]
    public void ABufferThatIsTooShortIsRefused()
    {
        Assert.Throws<ArgumentException>(() => G711.Decode(AudioCodec.Pcmu, new byte[2], new short[1]));
        Assert.Throws<ArgumentException>(() => G711.Encode(AudioCodec.Pcmu, new short[2], new byte[1]));
    }

    private static short Decode(AudioCodec law, byte code) => law == AudioCodec.Pcmu ? G711.DecodePcmu(code) : G711.DecodePcma(code);

    private static byte Encode(AudioCodec law, short sample) => law == AudioCodec.Pcmu ? G711.EncodePcmu(sample) : G711.EncodePcma(sample);
}
