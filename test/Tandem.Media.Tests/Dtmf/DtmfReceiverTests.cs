using Tandem.Media.Dtmf;

namespace Tandem.Media.Tests.Dtmf;

public class DtmfReceiverTests
{
    private readonly DtmfReceiver _receiver = new();
    private readonly List<char> _heard = [];
    private long _sequence;

    [Fact]
    public void APressIsHeardOnceThoughFourteenPacketsCarryIt()
    {
        Press('5', 1000);
        Assert.Equal("5", Heard);
    }

    [Fact]
    public void EqualDigitsInARowAreHeardEach()
    {
        for (uint i = 0; i < 5; i++)
            Press('2', 1000 + (i * 3200));
        Assert.Equal("22222", Heard);
    }

    [Fact]
    public void QuickEqualDigitsAreHeardEach()
    {
        // 70 ms pressed, 50 ms apart.
        for (uint i = 0; i < 3; i++)
            Press('1', 1000 + (i * 960), bodyPackets: 3);
        Assert.Equal("111", Heard);
    }

    [Fact]
    public void AMixedSequenceIsHeardInOrder()
    {
        uint timestamp = 0;
        foreach (char digit in "91993311112*#AD")
            Press(digit, timestamp += 3360);
        Assert.Equal("91993311112*#AD", Heard);
    }

    [Fact]
    public void LostEndPacketsMakeNoDifference()
    {
        Press('7', 1000, endPackets: 0);
        Press('7', 5000, endPackets: 0);
        Press('8', 9000, endPackets: 0);
        Assert.Equal("778", Heard);
    }

    [Fact]
    public void LostEndPacketsOfAQuickPressMakeNoDifference()
    {
        Press('7', 1000, bodyPackets: 4, endPackets: 0);
        Press('7', 2200, bodyPackets: 4, endPackets: 0);
        Assert.Equal("77", Heard);
    }

    [Fact]
    public void APressOfWhichOnlyEndPacketsArriveIsHeardOnce()
    {
        Press('3', 1000, bodyPackets: 0);
        Press('3', 9000, bodyPackets: 0);
        Assert.Equal("33", Heard);
    }

    [Fact]
    public void ASenderThatAdvancesTheTimestampWithinAPressIsUnderstood()
    {
        for (ushort i = 0; i < 11; i++)
            Take('4', 1000 + (160u * i), (ushort)(160 * (i + 1)), end: false);
        for (uint i = 0; i < 3; i++)
            Take('4', 1000 + (160 * (11 + i)), 1920, end: true);
        Assert.Equal("4", Heard);
    }

    [Fact]
    public void ALongPressInSegmentsIsHeardOnce()
    {
        Take('6', 1000, 160, end: false);
        Take('6', 1000, 0xFFFF, end: false);
        Take('6', 1000 + 0xFFFF, 160, end: false);
        Take('6', 1000 + 0xFFFF, 800, end: true);
        Assert.Equal("6", Heard);
    }

    [Fact]
    public void LateAndRepeatedPacketsAreIgnored()
    {
        Press('9', 1000);
        _sequence -= 14;
        Press('9', 1000);
        Assert.Equal("9", Heard);
    }

    [Fact]
    public void ANewStreamMayStartWithLowerNumbers()
    {
        Press('1', 1000);
        _sequence = -500;
        Take('1', 1000, 160, end: false, generation: 2);
        Assert.Equal("11", Heard);
    }

    [Fact]
    public void EventsThatAreNoDigitsAreNotHeard()
    {
        _receiver.Receive(new TelephoneEvent(36, false, 10, 160), 1000, ++_sequence, 1);
        Press('1', 5000);
        Assert.Equal("1", Heard);
    }

    private string Heard => string.Concat(_heard);

    private void Press(char digit, uint timestamp, int bodyPackets = 11, int endPackets = 3)
    {
        for (int i = 1; i <= bodyPackets; i++)
            Take(digit, timestamp, (ushort)(160 * i), end: false);
        for (int i = 0; i < endPackets; i++)
            Take(digit, timestamp, (ushort)(160 * (bodyPackets + 1)), end: true);
    }

    private void Take(char digit, uint timestamp, ushort duration, bool end, int generation = 1)
    {
        Assert.True(TelephoneEvent.TryGetCode(digit, out byte code));
        if (_receiver.Receive(new TelephoneEvent(code, end, 10, duration), timestamp, ++_sequence, generation) is { } heard)
            _heard.Add(heard);
    }
}
