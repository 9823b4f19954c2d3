using Tandem.Media.Codecs;
using Tandem.Media.Tests.Testing;

namespace Tandem.Media.Tests.Codecs;

public class AudioCodecsTests
{
    // The floor of a pair is that of its coarser codec: G.711 keeps 37 dB of a tone, G.722 more, Opus is made for the ear.
    private static readonly Dictionary<AudioCodec, double> Floors = new()
    {
        [AudioCodec.Pcmu] = 34,
        [AudioCodec.Pcma] = 34,
        [AudioCodec.G722] = 34,
        [AudioCodec.L16] = 55,
        [AudioCodec.Opus] = 12,
    };

    public static TheoryData<AudioCodec, AudioCodec> Pairs
    {
        get
        {
            var pairs = new TheoryData<AudioCodec, AudioCodec>();
            foreach (AudioCodec from in Floors.Keys)
            {
                foreach (AudioCodec to in Floors.Keys)
                    pairs.Add(from, to);
            }

            return pairs;
        }
    }

    public static TheoryData<AudioCodec> Codecs => [.. Floors.Keys];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void AToneSurvivesFromEveryCodecToEveryOther(AudioCodec from, AudioCodec to)
    {
        short[] tone = Signal.Tone(800, from.SampleRate(), 1);
        short[] there = Pass(from, tone);
        short[] between = new short[there.Length * to.SampleRate() / from.SampleRate()];
        new Resampler(from.SampleRate(), to.SampleRate()).Resample(there, between);
        short[] heard = Pass(to, between);
        double floor = Math.Min(Floors[from], Floors[to]) - 3;
        Assert.InRange(Signal.Snr(heard.AsSpan(heard.Length / 2), 800, to.SampleRate()), floor, 120);
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void CodingAllocatesNothing(AudioCodec codec)
    {
        using AudioEncoder encoder = codec.CreateEncoder();
        using AudioDecoder decoder = codec.CreateDecoder();
        short[] frame = Signal.Tone(440, codec.SampleRate(), 0.02);
        byte[] payload = new byte[encoder.MaxPayload];
        short[] decoded = new short[codec.SampleRate() / 50];
        Code();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            Code();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Code()
        {
            int length = encoder.Encode(frame, payload);
            Assert.True(decoder.Decode(payload.AsSpan(0, length), decoded) == decoded.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void AnyPayloadIsDecodedOrRefused(AudioCodec codec)
    {
        using AudioDecoder decoder = codec.CreateDecoder();
        var random = new Random(1);
        short[] samples = new short[48000];
        for (int i = 0; i < 2000; i++)
        {
            byte[] payload = new byte[random.Next(0, 700)];
            random.NextBytes(payload);
            int count = decoder.CountSamples(payload);
            Assert.InRange(count, 0, 2 * payload.Length * 960);
            Assert.InRange(decoder.Decode(payload, samples), 0, count);
        }
    }

    [Fact]
    public void EveryCodecIsAvailableHere()
    {
        Assert.Equal(Enum.GetValues<AudioCodec>(), AudioCodecs.Available);
        Assert.False(((AudioCodec)77).IsAvailable());
        Assert.Throws<NotSupportedException>(() => ((AudioCodec)77).CreateEncoder());
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void AFrameOfAnotherLengthIsRefused(AudioCodec codec)
    {
        using AudioEncoder encoder = codec.CreateEncoder();
        Assert.Throws<ArgumentException>(() => encoder.Encode(new short[159], new byte[2000]));
        Assert.Throws<ArgumentException>(() => encoder.Encode(new short[codec.SampleRate() / 50], new byte[9]));
    }

    private static short[] Pass(AudioCodec codec, short[] samples)
    {
        using AudioEncoder encoder = codec.CreateEncoder();
        using AudioDecoder decoder = codec.CreateDecoder();
        int frame = codec.SampleRate() / 50;
        byte[] payload = new byte[encoder.MaxPayload];
        short[] heard = new short[samples.Length];
        for (int i = 0; i < samples.Length; i += frame)
        {
            int length = encoder.Encode(samples.AsSpan(i, frame), payload);
            decoder.Decode(payload.AsSpan(0, length), heard.AsSpan(i, frame));
        }

        return heard;
    }
}
