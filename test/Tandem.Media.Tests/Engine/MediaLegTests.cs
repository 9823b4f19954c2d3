using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Tandem.Media.Codecs;
using Tandem.Media.Dtmf;
using Tandem.Media.Engine;
using Tandem.Media.Sockets;
using Tandem.Media.Srtp;
using Tandem.Media.Tests.Testing;
using Tandem.Media.Tones;

namespace Tandem.Media.Tests.Engine;

public class MediaLegTests
{
    private const long Frame = LegUnderTest.Frame;
    private readonly MediaShard _shard = new(0);

    [Fact]
    public void MarkersAndPayloadAreRelayed()
    {
        var (a, b) = Bridged();
        a.ReceiveAudio(1, marker: true);
        a.ReceiveAudio(2);
        a.ReceiveAudio(3, marker: true);
        Assert.Equal([true, false, true], b.Socket.Sent.Select(packet => packet.Header.Marker));
        Assert.Equal([1, 2, 3], b.Socket.Sent.Select(packet => (int)packet.Payload[159]));
        Assert.All(b.Socket.Sent, packet => Assert.Equal(b.Remote, packet.Destination));
    }

    [Fact]
    public void ALostPacketIsAGapForTheReceiverToo()
    {
        var (a, b) = Bridged();
        a.ReceiveAudio();
        a.LoseAudio();
        a.ReceiveAudio();
        var sent = b.Socket.Sent;
        Assert.Equal(2, (ushort)(sent[1].Header.SequenceNumber - sent[0].Header.SequenceNumber));
        Assert.Equal(320u, sent[1].Header.Timestamp - sent[0].Header.Timestamp);
        Assert.Equal(1, a.Leg.Reception.Lost);
    }

    [Fact]
    public void MuLawBecomesALawAndBack()
    {
        var (a, b) = Bridged(toCodec: AudioCodec.Pcma);
        a.ReceiveAudio(0x40);
        b.ReceiveAudio(0x41);
        Assert.Equal(G711.EncodePcma(G711.DecodePcmu(0x40)), b.Socket.Sent[0].Payload[0]);
        Assert.Equal((byte)AudioCodec.Pcma, b.Socket.Sent[0].Header.PayloadType);
        Assert.Equal(G711.EncodePcmu(G711.DecodePcma(0x41)), a.Socket.Sent[0].Payload[0]);
    }

    [Fact]
    public void EventsCrossWithThePayloadTypeOfEachLeg()
    {
        var (a, b) = Bridged(AudioCodec.Pcma, toEvent: 96);
        a.ReceiveAudio();
        a.ReceivePress('5');
        a.ReceiveAudio();

        Assert.Equal("5", a.Observer.Digits);
        Assert.Equal("", b.Observer.Digits);
        var events = b.Socket.Sent.Where(packet => packet.Header.PayloadType == 96).ToList();
        Assert.Equal(14, events.Count);
        Assert.Single(events.Select(packet => packet.Header.Timestamp).Distinct());
        Assert.Equal([true, .. Enumerable.Repeat(false, 13)], events.Select(packet => packet.Header.Marker));
        Assert.True(TelephoneEvent.TryParse(events[^1].Payload, out TelephoneEvent last));
        Assert.Equal(new TelephoneEvent(5, true, 10, 1920), last);
        AssertContinuous(b);
    }

    [Fact]
    public void ALegWithoutEventsHearsNoneAndSeesNoGap()
    {
        var (a, b) = Bridged(toEvent: null);
        a.ReceiveAudio();
        a.ReceivePress('5');
        a.ReceiveAudio();
        Assert.Equal("5", a.Observer.Digits);
        Assert.Equal(2, b.Socket.Sent.Count);
        AssertContinuous(b);
    }

    [Fact]
    public void ADigitIsToldOnceThoughAllItsEndsAreLost()
    {
        var (a, _) = Bridged();
        a.ReceivePress('1', ends: 0);
        a.ReceiveAudio();
        a.ReceivePress('1', ends: 0);
        Assert.Equal("11", a.Observer.Digits);
    }

    [Fact]
    public void EchoSendsToTheSenderAlone()
    {
        var a = new LegUnderTest(_shard);
        a.Leg.Link(a.Leg, 1);
        for (int i = 0; i < 50; i++)
            a.ReceiveAudio((byte)i);
        Assert.Equal(50, a.Socket.Sent.Count);
        AssertContinuous(a);
    }

    [Fact]
    public void ALegOnHoldIsSilentBothWaysAsToldAndSeesNoGapAfter()
    {
        var (a, b) = Bridged();
        a.ReceiveAudio();
        b.Leg.SetDirection(send: false, receive: true);
        a.ReceiveAudio();
        b.ReceiveAudio();
        Assert.Single(b.Socket.Sent);
        Assert.Single(a.Socket.Sent);

        b.Leg.SetDirection(send: true, receive: false);
        a.ReceiveAudio();
        b.ReceiveAudio();
        b.ReceivePress('3');
        Assert.Equal(2, b.Socket.Sent.Count);
        Assert.Single(a.Socket.Sent);
        Assert.Equal("", b.Observer.Digits);
        Assert.Equal(16, b.Leg.Counters.PacketsIn);
        AssertContinuous(b);
    }

    [Fact]
    public void AToneGoesToTheRemoteInPlaceOfRelayedMedia()
    {
        var (a, b) = Bridged();
        a.ReceiveAudio();
        b.Leg.Play(new ToneSource(440, duration: TimeSpan.FromMilliseconds(100)));
        Assert.True(_shard.NeedsClock);
        for (int tick = 1; _shard.NeedsClock; tick++)
        {
            _shard.Tick(tick * Frame);
            a.ReceiveAudio();
        }

        // The end shows at the read after the last full frame.
        Assert.Equal([PlayEndReason.Completed], b.Observer.PlaysEnded);
        Assert.Equal([true, true, false, false, false, false, true], b.Socket.Sent.Select(packet => packet.Header.Marker));
        AssertContinuous(b);
    }

    [Fact]
    public void DigitsInterruptATone()
    {
        var a = new LegUnderTest(_shard);
        a.Leg.Play(new ToneSource(440));
        a.Leg.SendDigits([4, 2]);
        for (int tick = 0; tick < 48; tick++)
            _shard.Tick(tick * Frame);

        // Two digits of 14 packets, with the tone in the 200 ms after each.
        Assert.Equal(48, a.Socket.Sent.Count);
        Assert.Equal(28, a.Socket.Sent.Count(packet => packet.Header.PayloadType == 101));
        Assert.Equal(4, a.Socket.Sent.Count(packet => packet.Header.Marker));
        AssertContinuous(a);
    }

    [Fact]
    public void SentDigitsAreHeardByTheOtherEnd()
    {
        var a = new LegUnderTest(_shard);
        var listener = new LegUnderTest(new MediaShard(1), host: 9);
        const string Digits = "0123456789*#ABCDF";
        a.Leg.SendDigits([.. Enumerable.Range(0, Digits.Length).Select(code => (byte)code)]);
        for (int tick = 0; _shard.NeedsClock; tick++)
            _shard.Tick(tick * Frame);
        foreach (var (header, payload, _) in a.Socket.Sent)
            listener.Receive(RtpPeer.Packet(header.PayloadType, header.SequenceNumber, header.Timestamp, header.Ssrc, payload));
        Assert.Equal(Digits, listener.Observer.Digits);
    }

    [Fact]
    public void PlaysEndForTheirReason()
    {
        var a = new LegUnderTest(_shard);
        a.Leg.Play(new ToneSource(440));
        a.Leg.Play(new ToneSource(440));
        a.Leg.StopPlay();
        a.Leg.StopPlay();
        a.Leg.Play(new BrokenSource());
        _shard.Tick(0);
        a.Leg.Play(new ToneSource(440));
        a.Leg.Close();
        a.Leg.Close();
        a.Leg.Play(new ToneSource(440));
        Assert.Equal(
            [
                PlayEndReason.Replaced, PlayEndReason.Stopped, PlayEndReason.Faulted, PlayEndReason.ChannelClosed, PlayEndReason.ChannelClosed,
            ],
            a.Observer.PlaysEnded);
        Assert.Single(a.Observer.Faults);
        Assert.Equal(1, a.Observer.Closes);
        Assert.False(_shard.NeedsClock);
    }

    [Fact]
    public void ASinkHearsWhatIsReceivedAndABrokenOneIsRemoved()
    {
        var a = new LegUnderTest(_shard);
        var sink = new SampleSink(TimeSpan.FromMilliseconds(30));
        a.Leg.AddSink(new BrokenSink());
        a.Leg.AddSink(sink);
        foreach (byte fill in (byte[])[0x40, 0x41, 0x42])
        {
            a.ReceiveAudio(fill);
            _shard.Tick(a.Now);
        }

        Assert.Single(a.Observer.Faults);
        Assert.Equal(240, sink.Samples.Length);
        Assert.Equal(G711.DecodePcmu(0x40), sink.Samples.Span[159]);
        Assert.Equal(G711.DecodePcmu(0x41), sink.Samples.Span[160]);
    }

    [Fact]
    public void WhatIsNotAcceptedIsCountedByReason()
    {
        var a = new LegUnderTest(_shard);
        TransportAddress stranger = TransportAddress.From(IPAddress.Parse("203.0.113.1"), 9);
        a.ReceiveAudio();
        a.Receive([1, 2, 3]);
        a.Receive(RtpPeer.Packet(3, 1, 1, 1, []));
        a.Receive(RtpPeer.Packet(0, 1, 1, 1, []), stranger);
        a.Receive(RtpPeer.Packet(0, 30_000, 1, 7, []));
        a.Leg.ReceiveOversized();
        a.Leg.ReceiveRtcp([1], a.Remote, 0);
        var unset = new MediaLeg(_shard, a.Socket, a.Observer, new MediaOptions(), new Media.Rtp.RtpSender(0, 0, 0));
        unset.ReceiveRtp(RtpPeer.Packet(0, 1, 1, 1, []), stranger, 0);
        a.Leg.SetSrtp(new SrtpParameters { Profile = SrtpProfile.AeadAes128Gcm, LocalKey = new byte[28], RemoteKey = new byte[28] });
        a.ReceiveAudio();
        Assert.All(Enum.GetValues<PacketRefusal>(), reason => Assert.Equal(1, _shard.Counters.Refused(reason)));
        Assert.Equal(1, _shard.Counters.PacketsIn);
    }

    [Fact]
    public void AnOvertakenRequestToLinkIsIgnored()
    {
        var (a, b) = Bridged();
        b.Leg.Unlink(9);
        a.Leg.Link(b.Leg, 8);
        Assert.Null(a.Leg.Peer);
        Assert.Null(b.Leg.Peer);
        a.Leg.Link(b.Leg, 10);
        Assert.Same(b.Leg, a.Leg.Peer);
    }

    [Fact]
    public void ALegThatIsLinkedAnewLeavesItsFormerPeerAlone()
    {
        var (a, b) = Bridged();
        var c = new LegUnderTest(_shard, host: 3);
        c.Leg.Link(a.Leg, 5);
        Assert.Null(b.Leg.Peer);
        a.ReceiveAudio();
        b.ReceiveAudio();
        Assert.Single(c.Socket.Sent);
        Assert.Empty(a.Socket.Sent);
        Assert.Empty(b.Socket.Sent);
    }

    [Fact]
    public void ANewCodecOfARenegotiationHoldsFromTheNextPacket()
    {
        var (a, b) = Bridged();
        a.ReceiveAudio();
        b.Leg.SetRemote(b.Remote, default, AudioCodec.Pcma, null);
        a.ReceiveAudio();
        Assert.Equal([0, 8], b.Socket.Sent.Select(packet => (int)packet.Header.PayloadType));
        AssertContinuous(b);
    }

    [Fact]
    public void AnyDatagramsLeaveTheLegAtWork()
    {
        var (a, b) = Bridged();
        a.ReceiveAudio();
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            ArbMap.Default.ArbFor<byte>(),
            (byte[] bytes, byte first) =>
            {
                a.Receive(bytes);
                a.Receive([(byte)(0x80 | (first & 0x3F)), (byte)(bytes.Length % 2 == 0 ? 0 : 101), .. bytes]);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(200));
        int before = b.Socket.Sent.Count;
        a.ReceiveAudio();
        a.ReceiveAudio();
        Assert.InRange(b.Socket.Sent.Count - before, 1, 2);
    }

    private (LegUnderTest A, LegUnderTest B) Bridged(AudioCodec toCodec = AudioCodec.Pcmu, int? toEvent = 101)
    {
        var a = new LegUnderTest(_shard);
        var b = new LegUnderTest(_shard, toCodec, toEvent, host: 2);
        a.Leg.Link(b.Leg, 1);
        return (a, b);
    }

    /// <summary>No gap in the sequence, no step back in time, one SSRC.</summary>
    private static void AssertContinuous(LegUnderTest leg)
    {
        var headers = leg.Socket.Sent.Select(packet => packet.Header).ToList();
        Assert.Single(headers.Select(header => header.Ssrc).Distinct());
        for (int i = 1; i < headers.Count; i++)
        {
            Assert.Equal((ushort)(headers[i - 1].SequenceNumber + 1), headers[i].SequenceNumber);
            Assert.InRange((int)(headers[i].Timestamp - headers[i - 1].Timestamp), 0, 8000);
        }
    }

    private sealed class BrokenSource : AudioSource
    {
        public override int Read(Span<short> samples) => throw new InvalidOperationException();
    }

    private sealed class BrokenSink : AudioSink
    {
        public override void Write(ReadOnlySpan<short> samples) => throw new InvalidOperationException();
    }
}
