using Tandem.Media.Tests.Testing;
using Tandem.Media.Tones;

namespace Tandem.Media.Tests.Tones;

public class ToneScriptTests
{
    [Theory]
    [InlineData("350+440*0.5:1000", 1000)]
    [InlineData("400+450*0.5/0/400+450*0.5/0:400/200/400/2000", 3000)]
    [InlineData("440/0:375/375", 750)]
    [InlineData("440/0/300:100", 300)]
    [InlineData("400~800*0.1~0.9:250", 250)]
    public void AScriptLastsAsLongAsItSays(string text, int milliseconds)
    {
        ToneScript script = ToneScript.Parse(text);
        Assert.Equal(milliseconds, script.Duration.TotalMilliseconds);
        Assert.Equal(milliseconds * 8, script.Render().Samples.Length);
    }

    [Fact]
    public void TonesAndSilenceAreWhereTheyBelong()
    {
        ReadOnlySpan<short> samples = ToneScript.Parse("440*0.5/0/1000*0.25:500/200/300").Render().Samples.Span;
        Assert.InRange(Signal.Snr(samples[..4000], 440, 8000), 60, 200);
        Assert.Equal(-6, Signal.Level(samples[..4000]), 0.2);
        Assert.True(samples[4000..5600].IndexOfAnyExcept((short)0) < 0);
        Assert.Equal(-12, Signal.Level(samples[5600..]), 0.2);
    }

    [Fact]
    public void BothTonesOfAPairAreThere()
    {
        ReadOnlySpan<short> samples = ToneScript.Parse("697+1209*0.5:400").Render().Samples.Span;
        Assert.Equal(0, Signal.Snr(samples, 697, 8000), 0.5);
        Assert.Equal(0, Signal.Snr(samples, 1209, 8000), 0.5);
    }

    [Fact]
    public void ASweepGoesFromOneFrequencyToTheOther()
    {
        ReadOnlySpan<short> samples = ToneScript.Parse("400~800*0.5:1000").Render().Samples.Span;
        Assert.Equal(420, ToneDetector.Measure(samples[..800]).Frequency, 10.0);
        Assert.Equal(780, ToneDetector.Measure(samples[7200..]).Frequency, 10.0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("440")]
    [InlineData("440:")]
    [InlineData("440:0")]
    [InlineData("440:x")]
    [InlineData("4001:100")]
    [InlineData("440*2:100")]
    [InlineData("440*1*1:100")]
    [InlineData("1~2~3:100")]
    [InlineData("440:100:100")]
    [InlineData("-5:100")]
    [InlineData("440:600001")]
    public void WhatIsNoScriptIsRefused(string text) => Assert.Throws<FormatException>(() => ToneScript.Parse(text));
}
