using FsCheck;
using FsCheck.Fluent;
using Tandem.Media.Rtcp;
using Tandem.Media.Rtp;
using Tandem.Media.Tests.Testing;

namespace Tandem.Media.Tests.Rtcp;

public class RtcpSessionTests
{
    private const long Second = TimeSpan.TicksPerSecond;

    private readonly ManualTimeProvider _time = new();
    private readonly RtcpSession _alice;
    private readonly RtcpSession _bob;
    private readonly RtpSender _sender = new(1, 0, 0);
    private readonly RtpReception _nothing = new();

    public RtcpSessionTests()
    {
        var clock = new MediaClock(_time);
        _alice = new RtcpSession(clock, 1);
        _bob = new RtcpSession(clock, 2);
    }

    [Fact]
    public void ReportsComeEveryFiveSecondsAboutAndTheFirstEarlier()
    {
        List<long> due = [];
        byte[] compound = new byte[RtcpSession.MaxSize];
        for (long now = 0; now < 600 * Second; now += Second / 10)
        {
            if (!_alice.IsDue(now))
                continue;
            due.Add(now);
            _alice.WriteReport(compound, _sender, 0, 0, _nothing, now);
        }

        // 5 s times 0.5 to 1.5, over 1.22; a tenth of a second for the steps of this test.
        Assert.InRange(due[0], 1 * Second, 32 * Second / 10);
        Assert.All(due.Zip(due.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 2 * Second, 63 * Second / 10));
        Assert.InRange(due.Count, 100, 200);
    }

    [Fact]
    public void TheRoundTripIsWhatTheNetworkTook()
    {
        Exchange(_alice, _bob, packets: 10, delay: 30);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Exchange(_bob, _alice, packets: 0, delay: 40);
        Assert.Equal(70, TimeSpan.FromTicks(_alice.RoundTrip).TotalMilliseconds, 1.0);
        Assert.True(_bob.RoundTrip < 0);
    }

    [Fact]
    public void WhatTheRemoteReportsIsTold()
    {
        var reception = new RtpReception();
        for (ushort i = 0; i < 100; i++)
        {
            if (i % 4 != 0 || i == 0)
                reception.Accept(1, i);
        }

        byte[] compound = new byte[RtcpSession.MaxSize];
        int length = _bob.WriteReport(compound, _sender, 0, 0, reception, 0);
        Assert.True(_alice.Receive(compound.AsSpan(0, length), 0, 8000));
        Assert.Equal(24, _alice.Remote!.PacketsLost);
        Assert.Equal(0.24, _alice.Remote.RecentLoss, 0.01);

        // The next report tells only of what came since.
        for (ushort i = 100; i < 200; i++)
            reception.Accept(1, i);
        length = _bob.WriteReport(compound, _sender, 0, 0, reception, 0);
        Assert.True(_alice.Receive(compound.AsSpan(0, length), 0, 8000));
        Assert.Equal((24, 0.0), (_alice.Remote.PacketsLost, _alice.Remote.RecentLoss));
    }

    [Fact]
    public void WhoSentReportsAsSenderAndWhoDidNotAsReceiver()
    {
        byte[] compound = new byte[RtcpSession.MaxSize];
        _alice.WriteReport(compound, _sender, 5, 800, _nothing, 0);
        Assert.Equal(RtcpPacket.SenderReport, compound[1]);
        _alice.WriteReport(compound, _sender, 5, 800, _nothing, 0);
        Assert.Equal(RtcpPacket.ReceiverReport, compound[1]);
        int length = _alice.WriteGoodbye(compound);
        Assert.True(RtcpPacket.IsValid(compound.AsSpan(0, length)));
        Assert.Equal(RtcpPacket.Goodbye, compound[length - 7]);
    }

    [Fact]
    public void AnyDatagramIsTakenOrRefused()
    {
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            ArbMap.Default.ArbFor<byte>(),
            (byte[] bytes, byte words) =>
            {
                _alice.Receive(bytes, 0, 8000);
                _alice.Receive([0x81, 200, 0, words, .. bytes], 0, 8000);
                _alice.Receive([(byte)(0x80 | (words & 0x1F)), 201, 0, (byte)((bytes.Length / 4) & 0xFF), .. bytes, .. bytes], 0, 8000);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(200));
    }

    [Fact]
    public void LossDelayAndJitterLowerTheScore()
    {
        double best = OpinionScore.Estimate(0, TimeSpan.Zero, TimeSpan.Zero);
        Assert.InRange(best, 4.3, 4.5);
        Assert.InRange(OpinionScore.Estimate(0.01, TimeSpan.Zero, TimeSpan.Zero), 4.0, best - 0.05);
        Assert.InRange(OpinionScore.Estimate(0.1, TimeSpan.Zero, TimeSpan.Zero), 2.5, 3.6);
        Assert.InRange(OpinionScore.Estimate(0, TimeSpan.FromMilliseconds(800), TimeSpan.Zero), 2, 3.7);
        Assert.InRange(OpinionScore.Estimate(0, TimeSpan.Zero, TimeSpan.FromMilliseconds(100)), 3, 4.2);
        Assert.Equal(1, OpinionScore.Estimate(1, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1)));
    }

    private void Exchange(RtcpSession from, RtcpSession to, long packets, int delay)
    {
        var reception = new RtpReception();
        reception.Accept(from == _alice ? 2u : 1u, 1);
        byte[] compound = new byte[RtcpSession.MaxSize];
        int length = from.WriteReport(compound, _sender, packets, 0, reception, _time.GetTimestamp());
        _time.Advance(TimeSpan.FromMilliseconds(delay));
        Assert.True(to.Receive(compound.AsSpan(0, length), _time.GetTimestamp(), 8000));
    }
}
