using Tandem.Media.Tones;

namespace Tandem.Media.Tests.Tones;

public class ToneTests
{
    [Theory]
    [InlineData(440)]
    [InlineData(880)]
    [InlineData(1004.5)]
    [InlineData(73)]
    [InlineData(3700)]
    public void AToneIsMeasuredAtItsFrequencyAndLevel(double frequency)
    {
        ToneMeasurement measured = ToneDetector.Measure(Render(new ToneSource(frequency, amplitude: 0.5), 1600));
        Assert.Equal(frequency, measured.Frequency, 1.0);
        Assert.InRange(measured.Share, 0.99, 1);
        Assert.Equal(-6.02, measured.Level, 0.1);
    }

    [Fact]
    public void TheShareTellsHowMuchElseThereIs()
    {
        // 440 Hz at twice the amplitude of 880 Hz has four fifths of the energy.
        short[] both = Render(new ToneSource(440, 0.4), 1600);
        short[] octave = Render(new ToneSource(880, 0.2), 1600);
        for (int i = 0; i < both.Length; i++)
            both[i] += octave[i];
        ToneMeasurement measured = ToneDetector.Measure(both);
        Assert.Equal(440, measured.Frequency, 1.0);
        Assert.Equal(0.8, measured.Share, 0.02);
    }

    [Fact]
    public void SilenceHasNoFrequency() =>
        Assert.Equal(new ToneMeasurement(0, 0, double.NegativeInfinity), ToneDetector.Measure(new short[800]));

    [Fact]
    public void ADetectorMeasuresOnlyTheLastWindow()
    {
        var detector = new ToneDetector();
        Assert.False(detector.TryMeasure(out _));
        Feed(detector, new ToneSource(440), frames: 500);
        Assert.True(detector.TryMeasure(out ToneMeasurement measured));
        Assert.Equal(440, measured.Frequency, 1.0);
        Feed(detector, new ToneSource(880), frames: 5);
        Assert.True(detector.TryMeasure(out measured));
        Assert.Equal(880, measured.Frequency, 1.0);
        Assert.InRange(measured.Share, 0.99, 1);
    }

    [Fact]
    public void AToneEndsAfterItsDuration()
    {
        var source = new ToneSource(440, duration: TimeSpan.FromMilliseconds(50));
        short[] frame = new short[160];
        Assert.Equal([160, 160, 80, 0], [source.Read(frame), source.Read(frame), source.Read(frame), source.Read(frame)]);
    }

    [Fact]
    public void AToneKeepsItsAmplitudeForAnHour()
    {
        var source = new ToneSource(425, amplitude: 0.5);
        short[] second = new short[8000];
        for (int i = 0; i < 3600; i++)
            source.Read(second);
        Assert.Equal(-6.02, ToneDetector.Measure(second.AsSpan(0, 1600)).Level, 0.05);
    }

    [Fact]
    public void SeveralTonesSound()
    {
        short[] dial = Render(new ToneSource([350, 440], amplitude: 0.5), 1600);
        Assert.Equal(0.5, ToneDetector.Measure(dial).Share, 0.02);
        Assert.InRange(dial.Max(), 30_000, short.MaxValue);
    }

    [Fact]
    public void ParametersOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentException>(() => new ToneSource([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ToneSource(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ToneSource(4000));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ToneSource(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ToneSource([440, 880], amplitude: 0.6));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ToneDetector(TimeSpan.FromMilliseconds(19)));
        Assert.Throws<ArgumentException>(() => ToneDetector.Measure(new short[159]));
    }

    private static short[] Render(AudioSource source, int samples)
    {
        short[] rendered = new short[samples];
        Assert.Equal(samples, source.Read(rendered));
        return rendered;
    }

    private static void Feed(ToneDetector detector, ToneSource source, int frames)
    {
        for (int i = 0; i < frames; i++)
            detector.Write(Render(source, 160));
    }
}
