using Tandem.Media.Codecs;
using Tandem.Media.Engine;
using Tandem.Media.Tests.Testing;

namespace Tandem.Media.Tests.Engine;

public class TranscodingTests
{
    private readonly MediaShard _shard = new(0);

    public static TheoryData<AudioCodec, AudioCodec> Pairs
    {
        get
        {
            var pairs = new TheoryData<AudioCodec, AudioCodec>();
            foreach (AudioCodec from in AudioCodecs.Available)
            {
                foreach (AudioCodec to in AudioCodecs.Available.Where(to => to != from))
                    pairs.Add(from, to);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void ATonePassesBetweenLegsOfDifferentCodecs(AudioCodec from, AudioCodec to)
    {
        var a = new LegUnderTest(_shard, from);
        var b = new LegUnderTest(_shard, to, host: 2);
        a.Leg.Link(b.Leg, 1);
        short[] tone = Signal.Tone(800, from.SampleRate(), 1);
        int frame = from.SampleRate() / 50;
        for (int i = 0; i < 50; i++)
        {
            a.ReceiveFrame(tone.AsSpan(i * frame, frame));
            _shard.Tick(a.Now);
        }

        short[] heard = b.SentAudio();
        Assert.Equal(50 * to.SampleRate() / 50, heard.Length);
        Assert.InRange(Signal.Snr(heard.AsSpan(heard.Length / 2), 800, to.SampleRate()), from == AudioCodec.Opus || to == AudioCodec.Opus ? 9 : 28, 100);
        for (int i = 1; i < b.Socket.Sent.Count; i++)
        {
            Assert.Equal((ushort)(b.Socket.Sent[i - 1].Header.SequenceNumber + 1), b.Socket.Sent[i].Header.SequenceNumber);
            Assert.Equal((uint)to.ClockRate() / 50, b.Socket.Sent[i].Header.Timestamp - b.Socket.Sent[i - 1].Header.Timestamp);
            Assert.Equal(to.DefaultPayloadType(), b.Socket.Sent[i].Header.PayloadType);
        }
    }

    [Theory]
    [InlineData(AudioCodec.G722)]
    [InlineData(AudioCodec.L16)]
    [InlineData(AudioCodec.Opus)]
    public void EqualCodecsPassUntouchedAndWithoutTheClock(AudioCodec codec)
    {
        var a = new LegUnderTest(_shard, codec);
        var b = new LegUnderTest(_shard, codec, host: 2);
        a.Leg.Link(b.Leg, 1);
        byte[] payload = [1, 2, 3, 4];
        a.Receive(RtpPeer.Packet((byte)codec.DefaultPayloadType(), 1, 1, 7, payload));
        Assert.Equal(payload, b.Socket.Sent[0].Payload);
        Assert.False(_shard.NeedsClock);
    }

    [Fact]
    public void AKeyPressIsMadeAnewForALegOfAnotherCodec()
    {
        var a = new LegUnderTest(_shard, AudioCodec.G722);
        var b = new LegUnderTest(_shard, AudioCodec.Opus, telephoneEvent: 96, host: 2);
        a.Leg.Link(b.Leg, 1);
        a.ReceivePress('7');
        for (int i = 0; i < 30; i++)
            _shard.Tick(a.Now += LegUnderTest.Frame);
        Assert.Equal("7", a.Observer.Digits);
        Assert.Equal(14, b.Socket.Sent.Count(packet => packet.Header.PayloadType == 96));
    }

    [Fact]
    public void TheClockRestsWhenNothingIsConvertedAnyMore()
    {
        var a = new LegUnderTest(_shard, AudioCodec.G722);
        var b = new LegUnderTest(_shard, host: 2);
        a.Leg.Link(b.Leg, 1);
        Assert.True(_shard.NeedsClock);
        a.Leg.Unlink(2);
        _shard.Tick(0);
        Assert.False(_shard.NeedsClock);
        Assert.Null(a.Leg.Playout);
    }

    [Fact]
    public void AnotherStreamOfTheSameRemoteIsFollowed()
    {
        var a = new LegUnderTest(_shard, AudioCodec.G722);
        var b = new LegUnderTest(_shard, host: 2);
        a.Leg.Link(b.Leg, 1);
        byte[] payload = new byte[160];
        for (int i = 0; i < 100; i++)
        {
            uint ssrc = i < 50 ? 7u : 8u;
            a.Receive(RtpPeer.Packet(9, (ushort)(i < 50 ? i : i + 20_000), (uint)(i < 50 ? 160 * i : 7 + (160 * i)), ssrc, payload));
            _shard.Tick(a.Now += LegUnderTest.Frame);
        }

        // The first packet of the new stream only announces it; what it cost is made up for.
        Assert.InRange(b.Socket.Sent.Count, 98, 100);
    }
}
