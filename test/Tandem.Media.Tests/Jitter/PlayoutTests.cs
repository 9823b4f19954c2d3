using Tandem.Media.Codecs;
using Tandem.Media.Engine;
using Tandem.Media.Jitter;
using Tandem.Media.Tests.Testing;

namespace Tandem.Media.Tests.Jitter;

public class PlayoutTests
{
    [Fact]
    public void OnAGoodNetworkEachFrameIsPlayedAtTheNextTick()
    {
        var run = new PlayoutRun();
        for (int i = 0; i < 50; i++)
        {
            run.Send((20 * i) + 15);
            run.RunTo((20 * i) + 20);
            Assert.Equal(160 * (i + 1), run.Heard.Count);
        }

        Assert.Equal(0, run.Playout.ConcealedFramesTotal);
        Assert.InRange(Signal.Snr(run.Heard.ToArray(), 200, 8000), 35, 100);
    }

    [Fact]
    public void OrderIsRestored()
    {
        var run = new PlayoutRun();
        run.Send(15);
        run.Send(36);
        run.RunTo(40);

        // One late packet makes the delay; from then on its like come in time.
        for (int i = 2; i < 200; i++)
            run.Send((20 * i) + (i % 10 == 2 ? 38 : 15));
        run.RunTo(4000);
        Assert.InRange(run.Playout.ConcealedFramesTotal, 1, 3);
        Assert.Equal(0, run.Playout.Buffer.Late);
        Assert.InRange(Signal.LargestStep(run.Heard.ToArray()), 0, 2500);
    }

    [Theory]
    [InlineData(AudioCodec.Pcmu)]
    [InlineData(AudioCodec.G722)]
    [InlineData(AudioCodec.L16)]
    [InlineData(AudioCodec.Opus)]
    public void LossIsMadeUpForWithoutAClick(AudioCodec codec)
    {
        var run = new PlayoutRun(codec);
        for (int i = 0; i < 100; i++)
            run.Send(i % 10 == 7 ? null : (20 * i) + 15);
        run.RunTo(2000);
        Assert.InRange(run.Playout.ConcealedFramesTotal, 9, 20);
        Assert.InRange(run.Heard.Count, 98 * run.Frame, 103 * run.Frame);
        Assert.InRange(Signal.LargestStep(run.Heard.ToArray()), 0, 3000);
        double level = Signal.Level(run.Heard.ToArray().AsSpan(run.Frame * 5));
        Assert.Equal(Signal.Level(Signal.Tone(200, 8000, 1)), level, 1.5);
    }

    [Fact]
    public void ALongLossFadesToSilenceAndPlayStartsAnew()
    {
        var run = new PlayoutRun();
        for (int i = 0; i < 20; i++)
            run.Send((20 * i) + 15);
        for (int i = 20; i < 60; i++)
            run.Send(null);
        for (int i = 60; i < 100; i++)
            run.Send((20 * i) + 15);
        run.RunTo(2000);
        Assert.Equal(37, run.SilentTicks);
        Assert.Equal(3, run.Playout.ConcealedFramesTotal);
        Assert.Equal(63 * 160, run.Heard.Count);
    }

    [Fact]
    public void JitterMakesTheDelayGrowAndCalmMakesItShrink()
    {
        var run = new PlayoutRun();
        var random = new Random(5);
        for (int i = 0; i < 500; i++)
            run.Send((20 * i) + 10 + (random.NextDouble() * 60));
        run.RunTo(10_000);
        Assert.InRange(run.Waiting, 1, 6);
        long concealed = run.Playout.ConcealedFramesTotal;
        Assert.InRange(concealed, 2, 40);

        for (int i = 500; i < 2500; i++)
            run.Send((20 * i) + 15);
        run.RunTo(50_000);
        Assert.Equal(0, run.Waiting);
        Assert.InRange(run.Playout.ConcealedFramesTotal - concealed, 0, 3);
        Assert.InRange(Signal.LargestStep(run.Heard.ToArray()), 0, 3000);
    }

    // 200 ppm are 6 frames in ten minutes.
    [Theory]
    [InlineData(200)]
    [InlineData(-200)]
    public void DriftIsFollowed(double partsPerMillion)
    {
        var run = new PlayoutRun();
        int deepest = 0;
        for (int i = 0; i < 30_000; i++)
        {
            run.Send((20 * i * (1 - (partsPerMillion / 1e6))) + 10);
            run.RunTo((20 * i) + 10);
            deepest = Math.Max(deepest, run.Waiting);
        }

        Assert.InRange(deepest, 0, 3);
        Assert.InRange(run.Playout.ConcealedFramesTotal, 0, 12);
        Assert.InRange(Signal.LargestStep(run.Heard.ToArray()), 0, 2500);
    }

    [Fact]
    public void ComfortNoiseFillsAPauseAtItsLevel()
    {
        var run = new PlayoutRun();
        for (int i = 0; i < 10; i++)
            run.Send((20 * i) + 15);
        run.SendNoise(215, 50);
        run.Pause(39);
        for (int i = 50; i < 60; i++)
            run.Send((20 * i) + 15);
        run.RunTo(1200);
        Assert.Equal(0, run.SilentTicks);
        Assert.Equal(60 * 160, run.Heard.Count);
        Assert.Equal(-50 + 3, Signal.Level(run.Heard.ToArray().AsSpan(20 * 160, 3200)), 1.0);
        Assert.Equal(0, run.Waiting);
    }

    [Fact]
    public void APauseWithoutNoiseCostsNoDelayAfterwards()
    {
        var run = new PlayoutRun();
        for (int burst = 0; burst < 10; burst++)
        {
            for (int i = 0; i < 10; i++)
                run.Send((burst * 1000) + (20 * i) + 15);
            run.Pause(40);
        }

        run.RunTo(10_000);
        Assert.Equal(0, run.Waiting);
        Assert.Equal(10 * 13 * 160, run.Heard.Count);
    }

    [Fact]
    public void ABurstAfterAStallIsPlayedInOrderAndTheDelayGoesAway()
    {
        var run = new PlayoutRun();
        for (int i = 0; i < 20; i++)
            run.Send((20 * i) + 15);
        for (int i = 20; i < 320; i++)
            run.Send(6500);
        for (int i = 320; i < 1000; i++)
            run.Send(6500 + (20 * (i - 320)) + 15);
        run.RunTo(20_000);
        Assert.Equal(300 - JitterBuffer.Capacity, run.Playout.Buffer.Overflown, 1.0);
        Assert.Equal(0, run.Waiting);
    }

    [Fact]
    public void PacketsThatComeTwiceArePlayedOnce()
    {
        var pool = new PacketPool();
        var buffer = new JitterBuffer();
        buffer.Insert(pool, 10, 0, false, [1]);
        buffer.Insert(pool, 12, 320, false, [3]);
        buffer.Insert(pool, 12, 320, false, [9]);
        buffer.Insert(pool, 11, 160, false, [2]);
        Assert.Equal(1, Take(out bool first));
        buffer.Insert(pool, 10, 0, false, [1]);
        Assert.Equal([2, 3], [Take(out _), Take(out _)]);
        Assert.False(buffer.TryPeek(out _, out _));
        Assert.Equal((1, 1), (buffer.Duplicate, buffer.Late));
        Assert.True(first);

        int Take(out bool isNext)
        {
            Assert.True(buffer.TryPeek(out _, out isNext));
            return buffer.Take(out _, out _)[0];
        }
    }

    [Fact]
    public void PlayingOutAllocatesNothing()
    {
        var pool = new PacketPool();
        var playout = new Playout(AudioCodec.G722);
        byte[] payload = new byte[160];
        short[] frame = new short[320];
        Run(0, 1000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(1000, 3000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int first, int end)
        {
            for (int i = first; i < end; i++)
            {
                if (i % 20 != 3)
                    playout.Insert(pool, (ushort)i, (uint)(160 * i), false, payload);
                playout.Read(pool, frame);
            }
        }
    }
}
