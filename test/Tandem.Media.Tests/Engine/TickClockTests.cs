using Tandem.Media.Engine;

namespace Tandem.Media.Tests.Engine;

public class TickClockTests
{
    private const long Millisecond = TimeSpan.TicksPerMillisecond;
    private readonly TickClock _clock = new();

    [Fact]
    public void TicksComeAtAbsoluteDeadlines()
    {
        _clock.Start(5 * Millisecond);
        Assert.Equal(20 * Millisecond, _clock.Due);
        Assert.Null(TickAt(19));
        Assert.Equal(20, TickAt(23));
        Assert.Null(TickAt(39));
        Assert.Equal(40, TickAt(41));
        Assert.Equal(60, TickAt(60));
    }

    [Fact]
    public void MissedTicksAreMadeUpWithoutABurst()
    {
        _clock.Start(0);
        Assert.Equal(20, TickAt(75));
        Assert.Null(TickAt(75));
        Assert.Equal(40, TickAt(85));
        Assert.Null(TickAt(94));
        Assert.Equal(60, TickAt(95));
        Assert.Equal(80, TickAt(105));
        Assert.Equal(100, TickAt(115));
        Assert.Null(TickAt(119));
        Assert.Equal(120, TickAt(125));
        Assert.Equal(140, TickAt(140));
        Assert.Equal(0, _clock.Skipped);
    }

    [Fact]
    public void AfterALongStandstillTicksAreLeftOut()
    {
        _clock.Start(0);
        Assert.Equal(20, TickAt(20));
        Assert.Equal(1000, TickAt(1005));
        Assert.Equal(48, _clock.Skipped);
        Assert.Equal(1020, TickAt(1020));
    }

    [Fact]
    public void LatenessIsCountedInItsBucket()
    {
        _clock.Start(0);
        TickAt(20);
        TickAt(41);
        TickAt(67);
        int[] counts = new int[TickClock.LatenessBounds.Length];
        for (int i = 0; i < counts.Length; i++)
            counts[i] = (int)_clock.Lateness(i);
        Assert.Equal([1, 1, 0, 0, 1, 0, 0, 0], counts);
    }

    /// <summary>The instant that the tick at a time stands for, in milliseconds; null where none is due.</summary>
    private long? TickAt(long milliseconds) => _clock.TryTick(milliseconds * Millisecond, out long nominal) ? nominal / Millisecond : null;
}
