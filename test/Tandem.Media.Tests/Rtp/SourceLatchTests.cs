using System.Net;
using Tandem.Media.Rtp;
using Tandem.Media.Sockets;

namespace Tandem.Media.Tests.Rtp;

public class SourceLatchTests
{
    private static readonly TransportAddress Signalled = Address("192.0.2.1:4000");
    private static readonly TransportAddress SameHost = Address("192.0.2.1:4444");
    private static readonly TransportAddress Nat = Address("198.51.100.7:5000");
    private static readonly TransportAddress Stranger = Address("203.0.113.66:6000");
    private static readonly long Second = TimeSpan.TicksPerSecond;
    private readonly SourceLatch _latch = new(3, 5 * Second);
    private long _now;

    public SourceLatchTests() => _latch.SetSignalled(Signalled, default);

    [Fact]
    public void MediaGoesToTheSignalledAddressFirst() => Assert.Equal(Signalled, _latch.Destination);

    [Fact]
    public void TheSignalledAddressIsBelievedAtOnce()
    {
        Assert.True(_latch.Accept(Signalled, 1, 500, _now, out bool latched));
        Assert.True(latched);
    }

    [Fact]
    public void AnotherSourceIsBelievedAfterThreeConsecutivePackets()
    {
        Assert.False(Send(Nat, 1, 10));
        Assert.False(Send(Nat, 1, 11));
        Assert.Equal(Signalled, _latch.Destination);
        Assert.True(Send(Nat, 1, 12));
        Assert.Equal(Nat, _latch.Destination);
    }

    [Fact]
    public void AGapOrAnotherStreamStartsTheProofAnew()
    {
        Send(Nat, 1, 10);
        Send(Nat, 1, 11);
        Assert.False(Send(Nat, 1, 13));
        Assert.False(Send(Nat, 2, 14));
        Assert.False(Send(Nat, 2, 15));
        Assert.True(Send(Nat, 2, 16));
    }

    [Fact]
    public void AStrangerThatCameFirstYieldsToTheSignalledAddress()
    {
        Flood(Stranger, 10);
        Assert.Equal(Stranger, _latch.Destination);
        Assert.True(Send(Signalled, 1, 1));
        Assert.Equal(Signalled, _latch.Destination);
        Assert.False(Flood(Stranger, 100));
    }

    [Fact]
    public void AStrangerThatCameFirstYieldsToTheHostOfTheSignalling()
    {
        _latch.SetSignalled(Address("10.0.0.5:4000"), TransportAddress.From(IPAddress.Parse("198.51.100.7"), 0));
        Flood(Stranger, 10);
        Assert.True(Flood(Nat, 3));
        Assert.Equal(Nat, _latch.Destination);
        Assert.False(Flood(Stranger, 100));
    }

    [Fact]
    public void AFloodFromManyPortsDoesNotKeepTheKnownHostFromProvingItself()
    {
        for (ushort i = 0; i < 3; i++)
        {
            for (int port = 1; port < 50; port++)
                _latch.Accept(Address($"203.0.113.66:{port}"), 1, i, _now, out _);
            Send(SameHost, 7, (ushort)(10 + i));
        }

        Assert.Equal(SameHost, _latch.Destination);
    }

    [Fact]
    public void ASourceOfEqualStandingMayFollowOnlyAfterSilence()
    {
        Flood(Nat, 3);
        Assert.False(Flood(Stranger, 50));
        _now += 6 * Second;
        Assert.False(Send(Stranger, 1, 10));
        Assert.False(Send(Stranger, 1, 11));
        Assert.True(Send(Stranger, 1, 12));
    }

    [Fact]
    public void TheBelievedSourceEndsItsSilenceWithoutNewProof()
    {
        Flood(Nat, 3);
        _now += 60 * Second;
        Assert.True(Send(Nat, 9, 40_000));
        Assert.False(Flood(Stranger, 50));
    }

    [Fact]
    public void AnUnchangedAddressKeepsTheBelievedSource()
    {
        Flood(Nat, 3);
        _latch.SetSignalled(Signalled, default);
        Assert.Equal(Nat, _latch.Destination);
        Assert.True(Send(Nat, 1, 99));
    }

    [Fact]
    public void AfterAMoveTheFormerSourceNeedsALongProof()
    {
        Flood(Nat, 3);
        TransportAddress moved = Address("192.0.2.9:4000");
        _latch.SetSignalled(moved, default);
        Assert.Equal(moved, _latch.Destination);
        Assert.False(Flood(Nat, 24));
        Assert.True(Send(Nat, 1, 24));
    }

    private static TransportAddress Address(string text) => TransportAddress.From(IPEndPoint.Parse(text));

    private bool Send(TransportAddress source, uint ssrc, ushort sequence) => _latch.Accept(source, ssrc, sequence, _now, out _);

    /// <summary>Sends consecutive packets; tells whether the last was accepted.</summary>
    private bool Flood(TransportAddress source, int packets)
    {
        bool accepted = false;
        for (ushort i = 0; i < packets; i++)
            accepted = Send(source, 1, i);
        return accepted;
    }
}
