using Tandem.Media.Playing;
using Tandem.Media.Tests.Testing;
using Tandem.Media.Wave;

namespace Tandem.Media.Tests.Playing;

public class SoupSourceTests
{
    private static readonly PcmAudio One = Sound(1, 10);
    private static readonly PcmAudio Two = Sound(2, 5);

    [Fact]
    public void SoundsFollowEachOtherWithoutAGap() =>
        Assert.Equal([.. One.Samples.Span, .. Two.Samples.Span], ReadAll(SoundSoup.Of(One, Two)));

    [Fact]
    public void SoundsAndSoupsAreRepeated()
    {
        var inner = new SoundSoup { Items = [new SoupItem(Two) { Plays = 2 }], Plays = 2 };
        var soup = new SoundSoup { Items = [new SoupItem(One), new SoupItem(inner) { Plays = 2 }], Plays = 3 };
        short[] once = [.. One.Samples.Span, .. Enumerable.Repeat((short)2, 5 * 2 * 2 * 2)];
        Assert.Equal([.. once, .. once, .. once], ReadAll(soup));
    }

    [Fact]
    public void APieceOfASoundIsPlayed()
    {
        var sound = new PcmAudio(8000, (short[])[.. Enumerable.Range(0, 8000).Select(i => (short)i)]);
        var soup = new SoundSoup { Items = [new SoupItem(sound) { Start = TimeSpan.FromMilliseconds(100), Stop = TimeSpan.FromMilliseconds(200) }] };
        Assert.Equal(Enumerable.Range(800, 800).Select(i => (short)i), ReadAll(soup));
    }

    [Fact]
    public void WhatIsPlayedForEverDoesNotEnd()
    {
        var source = new SoupSource(new SoundSoup { Items = [new SoupItem(Two)], Plays = null });
        short[] frame = new short[160];
        for (int i = 0; i < 1000; i++)
            Assert.Equal(160, source.Read(frame));
    }

    [Fact]
    public void TheHighestRateIsThatOfAll()
    {
        var source = new SoupSource(SoundSoup.Of(new PcmAudio(8000, Signal.Tone(440, 8000, 0.5)), new PcmAudio(16000, Signal.Tone(440, 16000, 0.5))));
        Assert.Equal(16000, source.SampleRate);
        short[] samples = new short[20_000];
        Assert.Equal(16_000, source.Read(samples));
        Assert.InRange(Signal.Snr(samples.AsSpan(800, 7000), 440, 16000), 50, 200);
    }

    [Fact]
    public void ReadingAllocatesNothing()
    {
        var source = new SoupSource(new SoundSoup { Items = [new SoupItem(One), new SoupItem(SoundSoup.Of(Two)) { Plays = 3 }], Plays = null });
        short[] frame = new short[160];
        source.Read(frame);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            source.Read(frame);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void WhatCannotBePlayedIsRefused()
    {
        Assert.Throws<ArgumentException>(() => new SoupSource(new SoundSoup { Items = [] }));
        Assert.Throws<ArgumentException>(() => new SoupSource(new SoundSoup { Items = [new SoupItem(One)], Plays = 0 }));
        Assert.Throws<ArgumentException>(() => new SoupSource(new SoundSoup { Items = [new SoupItem(One) { Start = TimeSpan.FromSeconds(1) }] }));
        SoundSoup deep = SoundSoup.Of(One);
        for (int i = 0; i < 20; i++)
            deep = new SoundSoup { Items = [new SoupItem(deep)] };
        Assert.Throws<ArgumentException>(() => new SoupSource(deep));
    }

    private static PcmAudio Sound(short value, int count) => new(8000, (short[])[.. Enumerable.Repeat(value, count)]);

    private static short[] ReadAll(SoundSoup soup)
    {
        var source = new SoupSource(soup);
        List<short> samples = [];
        short[] frame = new short[7];
        int count;
        do
        {
            count = source.Read(frame);
            samples.AddRange(frame.AsSpan(0, count));
        }
        while (count == frame.Length);
        return [.. samples];
    }
}
