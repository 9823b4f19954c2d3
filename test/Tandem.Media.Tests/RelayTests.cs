using System.Net;
using Tandem.Media.Codecs;
using Tandem.Media.Dtmf;
using Tandem.Media.Tests.Testing;
using Tandem.Media.Tones;

namespace Tandem.Media.Tests;

public class RelayTests
{
    private static readonly byte[] Frame = [.. Enumerable.Range(0, 160).Select(i => (byte)i)];

    public static TheoryData<Backend> Backends => TestEngine.Backends;

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task BridgedChannelsRelayTheSamePayloadBothWays(Backend backend)
    {
        await using var engine = new TestEngine(backend);
        using RtpPeer alice = new(), bob = new();
        MediaChannel a = engine.Open(alice);
        MediaChannel b = engine.Open(bob, near: a);
        a.Bridge(b);

        for (int i = 0; i < 50; i++)
        {
            alice.SendAudio(a.LocalEndPoint, AudioCodec.Pcmu, Frame);
            Assert.Equal(Frame, bob.Receive().Payload);
            bob.SendAudio(b.LocalEndPoint, AudioCodec.Pcmu, Frame);
            Assert.Equal(Frame, alice.Receive().Payload);
        }

        Assert.Equal(50, a.Statistics.PacketsReceived);
        Assert.Equal(50, b.Statistics.PacketsSent);
        Assert.Equal(50 * 172, b.Statistics.BytesSent);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task EachLegGetsItsOwnStreamWithContinuousNumbers(Backend backend)
    {
        await using var engine = new TestEngine(backend);
        using RtpPeer alice = new(), bob = new();
        MediaChannel a = engine.Open(alice);
        MediaChannel b = engine.Open(bob, near: a);
        a.Bridge(b);

        for (int i = 0; i < 10; i++)
            alice.SendAudio(a.LocalEndPoint, AudioCodec.Pcmu, Frame);
        alice.Ssrc = 0x9999;
        alice.Sequence = 40000;
        alice.Timestamp = 7;
        for (int i = 0; i < 10; i++)
            alice.SendAudio(a.LocalEndPoint, AudioCodec.Pcmu, Frame);

        // The first packet of the new source only announces it.
        List<ReceivedPacket> received = bob.Receive(19);
        Assert.All(received, packet => Assert.Equal(b.Ssrc, packet.Header.Ssrc));
        ushort first = received[0].Header.SequenceNumber;
        for (int i = 0; i < received.Count; i++)
            Assert.Equal((ushort)(first + i), received[i].Header.SequenceNumber);
        Assert.All(received.Zip(received.Skip(1)), pair => Assert.InRange(pair.Second.Header.Timestamp - pair.First.Header.Timestamp, 160u, 8000u));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task ATonePassesFromALawToMuLaw(Backend backend)
    {
        await using var engine = new TestEngine(backend);
        using RtpPeer alice = new(), bob = new();
        MediaChannel a = engine.Open(alice, AudioCodec.Pcma);
        MediaChannel b = engine.Open(bob, near: a);
        a.Bridge(b);

        var tone = new ToneSource(440);
        var detector = new ToneDetector();
        short[] samples = new short[160];
        for (int i = 0; i < 10; i++)
        {
            alice.SendAudio(a.LocalEndPoint, AudioCodec.Pcma, tone);
            ReceivedPacket packet = bob.Receive();
            Assert.Equal((byte)AudioCodec.Pcmu, packet.Header.PayloadType);
            G711.Decode(AudioCodec.Pcmu, packet.Payload, samples);
            detector.Write(samples);
        }

        Assert.True(detector.TryMeasure(out ToneMeasurement measured));
        Assert.InRange(measured.Frequency, 439, 441);
        Assert.InRange(measured.Share, 0.98, 1);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task ChannelsOfDifferentThreadsCanBeBridged(Backend backend)
    {
        await using var engine = new TestEngine(backend);
        using RtpPeer alice = new(), bob = new();
        MediaChannel a = engine.Open(alice);
        MediaChannel b = engine.Open(bob);
        Assert.NotSame(a.Thread, b.Thread);

        b.Bridge(a);
        Eventually.True(() => a.Thread == b.Thread);

        // On one thread they are linked a moment later, which nothing tells but a packet that comes through.
        Eventually.True(() =>
        {
            alice.SendAudio(a.LocalEndPoint, AudioCodec.Pcmu, Frame);
            return bob.HasPacket;
        });
        Assert.Equal(Frame, bob.Receive().Payload);
        bob.SendAudio(b.LocalEndPoint, AudioCodec.Pcmu, Frame);
        Assert.Equal(Frame, alice.Receive().Payload);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task EchoReturnsAudioAndEventsToTheirSender(Backend backend)
    {
        await using var engine = new TestEngine(backend);
        using RtpPeer alice = new();
        MediaChannel a = engine.Open(alice);
        a.Echo();

        for (int i = 0; i < 50; i++)
            alice.SendAudio(a.LocalEndPoint, AudioCodec.Pcmu, Frame);
        alice.SendEvent(a.LocalEndPoint, 101, new TelephoneEvent(5, false, 10, 160), alice.Timestamp, marker: true);

        List<ReceivedPacket> received = alice.Receive(51);
        Assert.All(received.Take(50), packet => Assert.Equal(Frame, packet.Payload));
        Assert.Equal(101, received[50].Header.PayloadType);
        Assert.True(received[50].Header.Marker);
        Assert.All(received, packet => Assert.Equal(a.LocalEndPoint, packet.From));
    }

    [Fact]
    public async Task AChannelStaysUsableWhenItsPeerCloses()
    {
        await using var engine = new TestEngine();
        using RtpPeer alice = new(), bob = new();
        MediaChannel a = engine.Open(alice);
        MediaChannel b = engine.Open(bob, near: a);
        a.Bridge(b);
        b.Close();
        a.Echo();

        alice.SendAudio(a.LocalEndPoint, AudioCodec.Pcmu, Frame);
        Assert.Equal(Frame, alice.Receive().Payload);
    }
}
