using Tandem.Media.Engine;
using Tandem.Media.Playing;
using Tandem.Media.Tests.Testing;
using Tandem.Media.Tones;
using Tandem.Media.Wave;

namespace Tandem.Media.Tests.Playing;

public class PlayTests
{
    private readonly MediaShard _shard = new(0);

    [Fact]
    public void ADigitEndsAPlayAndIsToldAfterIt()
    {
        var a = new LegUnderTest(_shard);
        a.Leg.Play(new ToneSource(440), new PlayOptions { StopsOnDigit = true });
        Tick(a, 10);
        a.ReceivePress('4');
        Assert.Equal([PlayEndReason.Digit], a.Observer.PlaysEnded);
        Assert.Equal("4", a.Observer.Digits);
        Assert.Equal(["Digit", "4"], a.Observer.Order);

        a.Leg.Play(new ToneSource(440));
        a.ReceivePress('5');
        Assert.Single(a.Observer.PlaysEnded);
    }

    [Fact]
    public void AVoiceEndsAPlayAndNoiseDoesNot()
    {
        var a = new LegUnderTest(_shard);
        a.Leg.Play(new ToneSource(440), new PlayOptions { BargeInLevel = -30 });
        for (int i = 0; i < 50; i++)
        {
            a.ReceiveAudio(0xF0);
            _shard.Tick(a.Now);
        }

        Assert.Empty(a.Observer.PlaysEnded);
        for (int i = 0; i < 10; i++)
        {
            a.Talk(500);
            _shard.Tick(a.Now);
        }

        Assert.Equal([PlayEndReason.BargeIn], a.Observer.PlaysEnded);
    }

    [Fact]
    public void APausedPlayGoesOnWhereItStopped()
    {
        var a = new LegUnderTest(_shard);
        var counted = new PcmAudio(8000, (short[])[.. Enumerable.Range(0, 1600).Select(i => (short)(i * 16))]);
        a.Leg.Play(new SampleSource(counted));
        Tick(a, 5);
        a.Leg.PausePlay(true);
        Tick(a, 20);
        a.Leg.PausePlay(false);
        Tick(a, 6);
        Assert.Equal([PlayEndReason.Completed], a.Observer.PlaysEnded);
        short[] sent = a.SentAudio();
        Assert.Equal(30 * 160, sent.Length);
        Assert.All(sent[(6 * 160)..(25 * 160)], sample => Assert.InRange(sample, -8, 8));
        Assert.Equal(counted.Samples.Span[850], sent[(25 * 160) + 50], 600.0);
    }

    [Theory]
    [InlineData(AudioCodec.Pcmu)]
    [InlineData(AudioCodec.G722)]
    public void AWideBandSoundIsPlayedInAnyCodec(AudioCodec codec)
    {
        var a = new LegUnderTest(_shard, codec);
        a.Leg.Play(new SampleSource(new PcmAudio(48000, Signal.Tone(700, 48000, 1))));
        Tick(a, 51);
        short[] sent = a.SentAudio();
        Assert.InRange(Signal.Snr(sent.AsSpan(sent.Length / 2), 700, codec == AudioCodec.Pcmu ? 8000 : 16000), 33, 100);
    }

    [Fact]
    public void PlayingAllocatesNothing()
    {
        var a = new LegUnderTest(_shard, AudioCodec.G722, socket: new SilentSocket());
        a.Leg.Play(new ToneSource(440));
        Tick(a, 20);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Tick(a, 500);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void LiveAudioIsPlayedAsItComesAndEndsWhenItIsComplete()
    {
        var a = new LegUnderTest(_shard);
        var live = new LiveSource();
        a.Leg.Play(live);
        Tick(a, 3);
        Assert.Equal(4000, live.Write(Signal.Tone(500, 8000, 0.5)));
        Tick(a, 20);
        live.Complete();
        Tick(a, 10);
        Assert.Equal([PlayEndReason.Completed], a.Observer.PlaysEnded);
        Assert.InRange(Signal.Snr(a.SentAudio().AsSpan(4 * 160, 3000), 500, 8000), 30, 100);
        Assert.Throws<InvalidOperationException>(() => live.Write([1]));
        Assert.Equal(8000, new LiveSource().Write(new short[9000]));
    }

    [Fact]
    public async Task AProgramReadsAlong()
    {
        var a = new LegUnderTest(_shard, AudioCodec.Pcma);
        var live = new LiveSink(16000);
        a.Leg.AddSink(live);
        for (int i = 0; i < 60; i++)
        {
            a.Talk(500);
            _shard.Tick(a.Now);
        }

        Assert.Equal(10 * 320, live.DroppedSamples);
        List<short> heard = [];
        await foreach (ReadOnlyMemory<short> frame in live.ReadAllAsync())
        {
            heard.AddRange(frame.Span);
            if (heard.Count == 16000)
                break;
        }

        Assert.InRange(Signal.Snr(heard.ToArray().AsSpan(8000), 500, 16000), 30, 100);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));
        await foreach (ReadOnlyMemory<short> frame in live.ReadAllAsync(stop.Token))
            Assert.Fail("Nothing is left.");
    }

    private void Tick(LegUnderTest leg, int ticks)
    {
        for (int i = 0; i < ticks; i++)
            _shard.Tick(leg.Now += LegUnderTest.Frame);
    }
}
