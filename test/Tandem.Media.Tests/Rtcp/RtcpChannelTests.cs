using System.Net;
using System.Net.Sockets;
using Tandem.Media.Rtcp;
using Tandem.Media.Tests.Testing;
using Tandem.Media.Tones;

namespace Tandem.Media.Tests.Rtcp;

public class RtcpChannelTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TwoChannelsReportToEachOtherAndSayGoodbye(bool mux)
    {
        await using var engine = new TestEngine();
        MediaChannel a = engine.Open(), b = engine.Open();
        Connect(a, b, mux);
        Connect(b, a, mux);
        a.Play(new ToneSource(440));
        b.Play(new ToneSource(880));
        await UntilAsync(() => a.Statistics is { RoundTrip: not null, Remote: not null } && b.Statistics.RoundTrip is not null);
        Assert.InRange(a.Statistics.RoundTrip!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.InRange(a.Statistics.MeanOpinionScore!.Value, 3.5, 4.5);
        Assert.Equal(0, a.Statistics.Remote!.PacketsLost);

        long before = b.Statistics.RtcpReceived;
        a.Close();
        await UntilAsync(() => b.Statistics.RtcpReceived > before);
    }

    [Fact]
    public async Task RtcpOfAnotherHostIsRefused()
    {
        await using var engine = new TestEngine();
        using RtpPeer alice = new();
        MediaChannel a = engine.Open(alice);
        using var stranger = new UdpClient(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        byte[] report = new byte[RtcpSession.MaxSize];
        int length = RtcpPacket.WriteReceiverReport(report, 7, new RtcpReportBlock(a.Ssrc, 25, 12, 0, 40, 0, 0));
        var rtcp = new IPEndPoint(IPAddress.Loopback, a.LocalEndPoint.Port + 1);
        stranger.Send(report, length, rtcp);
        await UntilAsync(() => engine.Engine.Statistics.PacketsRefused[PacketRefusal.Rtcp] == 1);
        Assert.Null(a.Statistics.Remote);

        alice.Send(rtcp, report.AsSpan(0, length));
        await UntilAsync(() => a.Statistics.Remote is not null);
        Assert.Equal(new RemoteReception(12, 25 / 256.0, TimeSpan.FromMilliseconds(5)), a.Statistics.Remote);
    }

    private static void Connect(MediaChannel from, MediaChannel to, bool mux) =>
        from.SetRemote(new MediaRemote { EndPoint = to.LocalEndPoint, Codec = AudioCodec.Pcmu, RtcpMux = mux });

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
            await timer.WaitForNextTickAsync(patience.Token);
    }
}
