using System.Net;
using Tandem.Media.Codecs;
using Tandem.Media.Tests.Testing;
using Tandem.Media.Tones;

namespace Tandem.Media.Tests;

public class MediaChannelTests
{
    private static readonly byte[] Frame = new byte[160];

    public static TheoryData<Backend> Backends => TestEngine.Backends;

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task APlayedToneArrivesAsThatTone(Backend backend)
    {
        await using var engine = new TestEngine(backend);
        using RtpPeer bob = new();
        MediaChannel b = engine.Open(bob, AudioCodec.Pcma);
        var ended = new TaskCompletionSource<PlayEndReason>();
        b.PlayEnded += (_, _, reason) => ended.TrySetResult(reason);
        b.Play(new ToneSource(880, duration: TimeSpan.FromMilliseconds(200)));

        List<ReceivedPacket> received = bob.Receive(10);
        Assert.True(received[0].Header.Marker);

        // A marker later on tells of ticks that a busy machine left out.
        Assert.All(
            received.Zip(received.Skip(1)),
            pair => Assert.Equal(pair.Second.Header.Timestamp - pair.First.Header.Timestamp != 160, pair.Second.Header.Marker));
        ToneMeasurement measured = ToneDetector.Measure(Decode(AudioCodec.Pcma, received));
        Assert.Equal(880, measured.Frequency, 1.0);
        Assert.InRange(measured.Share, 0.98, 1);
        Assert.Equal(PlayEndReason.Completed, await ended.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task SentDigitsAreReceivedByTheOtherChannel(Backend backend)
    {
        await using var engine = new TestEngine(backend);
        MediaChannel a = engine.Open();
        MediaChannel b = engine.Open();
        Connect(a, b, telephoneEvent: 101);
        string heard = "";
        var done = new TaskCompletionSource();
        b.DigitReceived += (channel, digit) =>
        {
            Assert.Same(b, channel);
            heard += digit;
            if (heard.Length == 3)
                done.TrySetResult();
        };

        a.SendDigits("1*d");
        await done.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("1*D", heard);
        Assert.Throws<ArgumentException>(() => a.SendDigits("12x"));
    }

    [Fact]
    public async Task ADetectorHearsATonePlayedAtTheOtherEndOfABridge()
    {
        await using var engine = new TestEngine();

        // phone - leg = leg - phone, as in a call through the exchange.
        MediaChannel caller = engine.Open(), left = engine.Open(), right = engine.Open(near: left), callee = engine.Open();
        Connect(caller, left, codec: AudioCodec.Pcma);
        Connect(right, callee);
        left.Bridge(right);
        var detector = new ToneDetector();
        callee.Listen(detector);
        caller.Play(new ToneSource(440));
        Eventually.True(() => detector.TryMeasure(out ToneMeasurement measured) && measured.Share > 0.98);
        detector.TryMeasure(out ToneMeasurement heard);
        Assert.Equal(440, heard.Frequency, 1.0);
        Assert.NotNull(callee.Statistics.LastReceived);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task MediaReturnsToItsTrueSourceThoughAWrongAddressWasSignalled(Backend backend)
    {
        await using var engine = new TestEngine(backend);
        using RtpPeer signalled = new(), alice = new();
        MediaChannel a = engine.Open(signalled);
        var latched = new TaskCompletionSource<IPEndPoint>();
        a.Latched += (_, source) => latched.TrySetResult(source);
        a.Echo();
        for (int i = 0; i < 50; i++)
            alice.SendAudio(a.LocalEndPoint, AudioCodec.Pcmu, Frame);

        // The first two are the proof.
        Assert.Equal(48, alice.Receive(48).Count);
        Assert.False(signalled.HasPacket);
        Assert.Equal(alice.EndPoint, await latched.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(2, a.Statistics.PacketsRefused);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task AStrangerFloodingBeforeAndAfterNeitherTakesNorDisturbsTheCall(Backend backend)
    {
        await using var engine = new TestEngine(backend);
        using RtpPeer alice = new(), stranger = new(ssrc: 666);
        MediaChannel a = engine.Open(alice);
        a.Echo();

        for (int i = 0; i < 20; i++)
            stranger.SendAudio(a.LocalEndPoint, AudioCodec.Pcmu, Frame);
        Assert.Equal(18, stranger.Receive(18).Count);

        byte[] voice = [.. Enumerable.Repeat((byte)0x2A, 160)];
        for (int i = 0; i < 50; i++)
        {
            alice.SendAudio(a.LocalEndPoint, AudioCodec.Pcmu, voice);
            for (int flood = 0; flood < 5; flood++)
                stranger.SendAudio(a.LocalEndPoint, AudioCodec.Pcmu, Frame);
            Assert.Equal(voice, alice.Receive().Payload);
        }

        Eventually.True(() => a.Statistics.PacketsRefused == 2 + (50 * 5));
        Assert.False(alice.HasPacket);
        Assert.False(stranger.HasPacket);
        Assert.Equal(18 + 50, a.Statistics.PacketsReceived);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task WhateverComesToThePortsTheCallGoesOn(Backend backend)
    {
        await using var engine = new TestEngine(backend);
        using RtpPeer alice = new();
        MediaChannel a = engine.Open(alice);
        a.Echo();
        var random = new Random(1);
        for (int i = 0; i < 100; i++)
        {
            byte[] junk = new byte[random.Next(0, 1800)];
            random.NextBytes(junk);
            if (junk.Length > 0)
                junk[0] &= 0x3F;
            alice.Send(a.LocalEndPoint, junk);
            alice.Send(new IPEndPoint(a.LocalEndPoint.Address, a.LocalEndPoint.Port + 1), junk);
        }

        alice.Send(a.LocalEndPoint, new byte[5000]);
        alice.SendAudio(a.LocalEndPoint, AudioCodec.Pcmu, new byte[1488]);
        Assert.Equal(1488, alice.Receive().Payload.Length);
        Eventually.True(() => a.Statistics is { PacketsMalformed: 101, RtcpReceived: 100, PacketsReceived: 1 });
        Assert.Equal(1, engine.Engine.Statistics.PacketsRefused[PacketRefusal.Oversized]);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task AnIPv6EngineServesBothFamilies(Backend backend)
    {
        await using var engine = new TestEngine(backend, new MediaOptions { Address = IPAddress.IPv6Any, FirstPort = 0, Shards = 1 });
        using RtpPeer alice = new();
        MediaChannel a = engine.Open(alice);
        a.Echo();
        alice.SendAudio(new IPEndPoint(IPAddress.Loopback, a.LocalEndPoint.Port), AudioCodec.Pcmu, Frame);
        Assert.Equal(160, alice.Receive().Payload.Length);
    }

    [Fact]
    public async Task AChannelMayBeOfAnotherFamilyThanItsEngineAndItsPeer()
    {
        await using var engine = new TestEngine();
        using RtpPeer alice = new();
        MediaChannel a = engine.Open(alice);
        Assert.True(engine.Engine.TryOpen(new MediaChannelOptions { Address = IPAddress.IPv6Loopback, Near = a }, out MediaChannel? b));
        using var bob = new System.Net.Sockets.UdpClient(new IPEndPoint(IPAddress.IPv6Loopback, 0));
        b.SetRemote(new MediaRemote { EndPoint = (IPEndPoint)bob.Client.LocalEndPoint!, Codec = AudioCodec.Pcmu });
        a.Bridge(b);
        Assert.Equal(IPAddress.IPv6Loopback, b.LocalEndPoint.Address);

        alice.SendAudio(a.LocalEndPoint, AudioCodec.Pcmu, Frame);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        Assert.Equal(172, (await bob.ReceiveAsync(patience.Token)).Buffer.Length);
    }

    [Fact]
    public async Task ClosingTakesLessThan100Milliseconds()
    {
        await using var engine = new TestEngine();
        TimeSpan quickest = TimeSpan.MaxValue;
        for (int i = 0; i < 10; i++)
        {
            MediaChannel channel = engine.Open();
            var closed = new TaskCompletionSource();
            channel.Closed += _ => closed.TrySetResult();
            long start = TimeProvider.System.GetTimestamp();
            channel.Close();
            await closed.Task.WaitAsync(TimeSpan.FromSeconds(30));
            TimeSpan taken = TimeProvider.System.GetElapsedTime(start);
            quickest = taken < quickest ? taken : quickest;
        }

        // The quickest of ten: what a busy machine adds is not the engine's, but a wait of its own would be in every one.
        Assert.InRange(quickest, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task ClosingEndsAllOnce()
    {
        await using var engine = new TestEngine();
        using RtpPeer alice = new();
        MediaChannel a = engine.Open(alice);
        var events = new List<string>();
        var closed = new TaskCompletionSource();
        a.PlayEnded += (_, _, reason) => events.Add(reason.ToString());
        a.Closed += channel =>
        {
            events.Add("Closed");
            closed.TrySetResult();
        };
        a.Play(new ToneSource(440));
        alice.Receive();

        a.Close();
        a.Close();
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(["ChannelClosed", "Closed"], events);

        // A closed channel takes commands without effect.
        a.Echo();
        a.SetDirection(true, true);
        a.SendDigits("1");
        Eventually.True(() => engine.Engine.Statistics.OpenChannels == 0);
        Assert.InRange(a.Statistics.PacketsSent, 1, 10);
    }

    [Fact]
    public async Task AHandlerThatFailsOrBlocksDisturbsNeitherMediaNorOtherChannels()
    {
        await using var engine = new TestEngine();
        using RtpPeer alice = new();
        using var release = new ManualResetEventSlim();
        MediaChannel a = engine.Open(alice);
        MediaChannel b = engine.Open();
        var failed = new TaskCompletionSource<Exception>();
        engine.Engine.HandlerFailed += (_, exception) => failed.TrySetResult(exception);
        a.Latched += (_, _) => release.Wait();
        b.Closed += _ => throw new InvalidOperationException("handler");
        a.Echo();
        for (int i = 0; i < 10; i++)
        {
            alice.SendAudio(a.LocalEndPoint, AudioCodec.Pcmu, Frame);
            alice.Receive();
        }

        b.Close();
        Assert.Equal("handler", (await failed.Task.WaitAsync(TimeSpan.FromSeconds(30))).Message);
        release.Set();
    }

    private static void Connect(MediaChannel one, MediaChannel other, AudioCodec codec = AudioCodec.Pcmu, int? telephoneEvent = 101)
    {
        one.SetRemote(new MediaRemote { EndPoint = other.LocalEndPoint, Codec = codec, TelephoneEventPayloadType = telephoneEvent });
        other.SetRemote(new MediaRemote { EndPoint = one.LocalEndPoint, Codec = codec, TelephoneEventPayloadType = telephoneEvent });
    }

    private static short[] Decode(AudioCodec codec, List<ReceivedPacket> packets)
    {
        byte[] payload = [.. packets.SelectMany(packet => packet.Payload)];
        short[] samples = new short[payload.Length];
        G711.Decode(codec, payload, samples);
        return samples;
    }
}
