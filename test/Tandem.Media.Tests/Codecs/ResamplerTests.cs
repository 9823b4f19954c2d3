using Tandem.Media.Codecs;
using Tandem.Media.Tests.Testing;

namespace Tandem.Media.Tests.Codecs;

public class ResamplerTests
{
    public static TheoryData<int, int> Rates => new() { { 8000, 16000 }, { 8000, 48000 }, { 16000, 48000 }, { 16000, 8000 }, { 48000, 8000 }, { 48000, 16000 } };

    [Theory]
    [MemberData(nameof(Rates))]
    public void ATonePassesUnchanged(int from, int to)
    {
        foreach (double frequency in (double[])[300, 1000, 3300])
        {
            short[] output = Resample(Signal.Tone(frequency, from, 0.5), from, to);
            Assert.Equal(to / 2, output.Length);
            ReadOnlySpan<short> settled = output.AsSpan(to / 20);
            Assert.InRange(Signal.Snr(settled, frequency, to), 60, 200);
            Assert.Equal(Signal.Level(Signal.Tone(frequency, from, 0.5)), Signal.Level(settled), 0.3);
        }
    }

    [Theory]
    [InlineData(16000, 8000, 4800)]
    [InlineData(16000, 8000, 7000)]
    [InlineData(48000, 8000, 5000)]
    [InlineData(48000, 16000, 9500)]
    public void WhatTheLowerRateCannotHoldIsTakenAway(int from, int to, double frequency)
    {
        short[] output = Resample(Signal.Tone(frequency, from, 0.5), from, to);
        Assert.InRange(Signal.Level(output.AsSpan(to / 20)), -300, Signal.Level(Signal.Tone(frequency, from, 0.5)) - 50);
    }

    [Fact]
    public void TheFramesMakeNoDifference()
    {
        short[] input = Signal.Tone(440, 16000, 0.2);
        var resampler = new Resampler(16000, 8000);
        short[] frame = new short[80];
        List<short> pieces = [];
        for (int i = 0; i < input.Length; i += 160)
        {
            resampler.Resample(input.AsSpan(i, 160), frame);
            pieces.AddRange(frame);
        }

        Assert.Equal(Resample(input, 16000, 8000), pieces);
    }

    [Fact]
    public void ARateThatIsNotKnownIsRefused() =>
        Assert.Equal("toRate", Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler(8000, 44100)).ParamName);

    private static short[] Resample(short[] input, int from, int to)
    {
        short[] output = new short[(int)((long)input.Length * to / from)];
        Assert.Equal(output.Length, new Resampler(from, to).Resample(input, output));
        return output;
    }
}
