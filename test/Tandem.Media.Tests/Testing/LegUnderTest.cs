using System.Net;
using Tandem.Media.Codecs;
using Tandem.Media.Dtmf;
using Tandem.Media.Engine;
using Tandem.Media.Mixing;
using Tandem.Media.Rtp;
using Tandem.Media.Sockets;

namespace Tandem.Media.Tests.Testing;

/// <summary>A leg without sockets and threads, and the peer that talks to it.</summary>
internal sealed class LegUnderTest
{
    public const long Frame = 20 * TimeSpan.TicksPerMillisecond;

    private readonly AudioCodec _codec;
    private readonly AudioEncoder _encoder;
    private long _talked;
    private ushort _sequence = 65_500;
    private uint _timestamp = uint.MaxValue - 4000;

    public LegUnderTest(MediaShard shard, AudioCodec codec = AudioCodec.Pcmu, int? telephoneEvent = 101, int host = 1, IDatagramSender? socket = null)
    {
        _codec = codec;
        _encoder = codec.CreateEncoder();
        TelephoneEventType = telephoneEvent;
        Remote = TransportAddress.From(new IPAddress([192, 0, 2, (byte)host]), 4000);
        Leg = new MediaLeg(shard, socket ?? Socket, Observer, new MediaOptions(), new RtpSender((uint)host, 0, 0));
        Leg.SetRemote(Remote, default, codec, telephoneEvent);
    }

    public MediaLeg Leg { get; }

    public RecordingSocket Socket { get; } = new();

    public RecordingObserver Observer { get; } = new();

    public TransportAddress Remote { get; }

    public int? TelephoneEventType { get; }

    /// <summary>The instant; moves on by a frame with each audio packet.</summary>
    public long Now { get; set; }

    public void ReceiveAudio(byte fill = 0x55, bool marker = false)
    {
        byte[] payload = new byte[160];
        Array.Fill(payload, fill);
        Receive(RtpPeer.Packet((byte)_codec, _sequence++, _timestamp, 7, payload, marker));
        _timestamp += 160;
        Now += Frame;
    }

    /// <summary>Takes a packet of the codec with these samples, a frame at the codec's rate.</summary>
    public void ReceiveFrame(ReadOnlySpan<short> samples)
    {
        byte[] payload = new byte[_encoder.MaxPayload];
        int length = _encoder.Encode(samples, payload);
        Receive(RtpPeer.Packet((byte)_codec.DefaultPayloadType(), _sequence++, _timestamp, 7, payload.AsSpan(0, length)));
        _timestamp += (uint)_codec.ClockRate() / 50;
        Now += Frame;
    }

    /// <summary>Takes the next 20 ms of a tone; of silence where the frequency is 0.</summary>
    public void Talk(double frequency)
    {
        short[] samples = new short[_codec.SampleRate() / 50];
        for (int i = 0; i < samples.Length; i++)
            samples[i] = (short)Math.Round(0.3 * short.MaxValue * Math.Sin(2 * Math.PI * frequency * _talked++ / _codec.SampleRate()));
        ReceiveFrame(samples);
    }

    public MixMember? Member => Leg.Member;

    /// <summary>What was sent so far, decoded.</summary>
    public short[] SentAudio()
    {
        using AudioDecoder decoder = _codec.CreateDecoder();
        List<short> samples = [];
        short[] frame = new short[4096];
        foreach (var (header, payload, _) in Socket.Sent)
        {
            if (header.PayloadType == _codec.DefaultPayloadType())
                samples.AddRange(frame.AsSpan(0, decoder.Decode(payload, frame)));
        }

        return [.. samples];
    }

    /// <summary>Loses a packet.</summary>
    public void LoseAudio()
    {
        _sequence++;
        _timestamp += 160;
        Now += Frame;
    }

    /// <summary>A whole press: body and end packets, 20 ms apart, audio timestamps going on underneath.</summary>
    public void ReceivePress(char digit, int body = 11, int ends = 3)
    {
        TelephoneEvent.TryGetCode(digit, out byte code);
        uint start = _timestamp;
        for (int i = 0; i < body + ends; i++)
        {
            byte[] payload = new byte[TelephoneEvent.Size];
            new TelephoneEvent(code, i >= body, 10, (ushort)(160 * (Math.Min(i, body) + 1))).Write(payload);
            Receive(RtpPeer.Packet((byte)TelephoneEventType!.Value, _sequence++, start, 7, payload, i == 0));
            _timestamp += 160;
            Now += Frame;
        }
    }

    public void Receive(byte[] datagram) => Receive(datagram, Remote);

    public void Receive(byte[] datagram, TransportAddress source) => Leg.ReceiveRtp(datagram, source, Now);
}
