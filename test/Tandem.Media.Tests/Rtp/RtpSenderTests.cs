using Tandem.Media.Rtp;

namespace Tandem.Media.Tests.Rtp;

public class RtpSenderTests
{
    private const long Frame = 20 * TimeSpan.TicksPerMillisecond;
    private readonly RtpSender _sender = new(1, 65_530, uint.MaxValue - 300);
    private readonly object _peer = new();

    [Fact]
    public void OwnFramesFollowTheClock()
    {
        Assert.True(_sender.IsInterrupted(0));
        ushort sequence = _sender.NextSequence();
        uint timestamp = _sender.NextTimestamp(0);
        for (int i = 1; i < 20; i++)
        {
            Assert.False(_sender.IsInterrupted(i * Frame));
            Assert.Equal(++sequence, _sender.NextSequence());
            Assert.Equal(timestamp += 160, _sender.NextTimestamp(i * Frame));
        }

        Assert.True(_sender.IsInterrupted(50 * Frame));
        Assert.Equal(timestamp + (31 * 160), _sender.NextTimestamp(50 * Frame));
    }

    [Fact]
    public void ARelayedStreamKeepsItsGapsAndOrder()
    {
        Assert.True(Map(10, 1000, 0, out ushort first, out uint start));
        Assert.False(Map(13, 1480, 3 * Frame, out ushort ahead, out uint later));
        Assert.False(Map(12, 1320, 3 * Frame, out ushort behind, out _));
        Assert.Equal((ushort)(first + 3), ahead);
        Assert.Equal((ushort)(first + 2), behind);
        Assert.Equal(start + 480, later);
    }

    [Fact]
    public void AnotherSourceGoesOnWhereTheLastStopped()
    {
        Map(10, 1000, 0, out _, out _);
        Map(11, 1160, Frame, out ushort last, out uint lastTimestamp);
        Assert.True(_sender.Map(new object(), 1, Header(50_000, 77), 11 * Frame, out ushort next, out uint timestamp));
        Assert.Equal((ushort)(last + 1), next);
        Assert.Equal(lastTimestamp + 1600, timestamp);
    }

    [Fact]
    public void AnIntentionalSkipLeavesNoGap()
    {
        Map(10, 1000, 0, out ushort first, out _);
        _sender.Skip(_peer, 1, 11);
        _sender.Skip(_peer, 1, 12);
        Map(13, 1480, 3 * Frame, out ushort next, out _);
        Assert.Equal((ushort)(first + 1), next);
    }

    [Fact]
    public void AfterAnEventTheClockHasGoneOn()
    {
        // Five packets of one event: all carry its first instant.
        uint start = 0;
        for (ushort i = 0; i < 5; i++)
            Map((ushort)(10 + i), 1000, i * Frame, out _, out start);
        Assert.Equal(start + (5 * 160), _sender.NextTimestamp(5 * Frame));
    }

    private static RtpHeader Header(ushort sequence, uint timestamp) => new(false, 0, sequence, timestamp, 99, 12, 160);

    private bool Map(ushort sequence, uint timestamp, long now, out ushort mapped, out uint mappedTimestamp) =>
        _sender.Map(_peer, 1, Header(sequence, timestamp), now, out mapped, out mappedTimestamp);
}
