using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Tandem.Media.Codecs;
using Tandem.Media.Dtmf;
using Tandem.Media.Rtp;

namespace Tandem.Media.Tests.Testing;

/// <summary>The far end of a call: sends what it is told to, and keeps what it receives.</summary>
public sealed class RtpPeer : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public RtpPeer(uint ssrc = 0x1234, IPAddress? address = null)
    {
        Ssrc = ssrc;
        _socket.ReceiveBufferSize = 1 << 20;
        _socket.Bind(new IPEndPoint(address ?? IPAddress.Loopback, 0));
        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
    }

    public IPEndPoint EndPoint { get; }

    public uint Ssrc { get; set; }

    public ushort Sequence { get; set; } = 100;

    public uint Timestamp { get; set; } = 1000;

    public static byte[] Packet(byte payloadType, ushort sequence, uint timestamp, uint ssrc, ReadOnlySpan<byte> payload, bool marker = false)
    {
        byte[] packet = new byte[RtpHeader.Size + payload.Length];
        RtpHeader.Write(packet, marker, payloadType, sequence, timestamp, ssrc);
        payload.CopyTo(packet.AsSpan(RtpHeader.Size));
        return packet;
    }

    public void Send(IPEndPoint to, ReadOnlySpan<byte> datagram) => _socket.SendTo(datagram, to);

    public void SendAudio(IPEndPoint to, AudioCodec codec, ReadOnlySpan<byte> payload, bool marker = false)
    {
        Send(to, Packet((byte)codec, Sequence++, Timestamp, Ssrc, payload, marker));
        Timestamp += (uint)payload.Length;
    }

    public void SendAudio(IPEndPoint to, AudioCodec codec, AudioSource source)
    {
        short[] samples = new short[160];
        source.Read(samples);
        byte[] payload = new byte[160];
        G711.Encode(codec, samples, payload);
        SendAudio(to, codec, payload);
    }

    public void SendEvent(IPEndPoint to, byte payloadType, TelephoneEvent telephoneEvent, uint timestamp, bool marker = false)
    {
        byte[] payload = new byte[TelephoneEvent.Size];
        telephoneEvent.Write(payload);
        Send(to, Packet(payloadType, Sequence++, timestamp, Ssrc, payload, marker));
    }

    /// <summary>The next packet; fails the test where none comes within 5 seconds.</summary>
    public ReceivedPacket Receive()
    {
        byte[] buffer = new byte[4096];
        if (!_socket.Poll(TimeSpan.FromSeconds(30), SelectMode.SelectRead))
            throw new TimeoutException("No packet came.");
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        int length = _socket.ReceiveFrom(buffer, ref from);
        Assert.True(RtpHeader.TryParse(buffer.AsSpan(0, length), out RtpHeader header));
        return new ReceivedPacket(header, buffer.AsSpan(header.PayloadOffset, header.PayloadLength).ToArray(), (IPEndPoint)from);
    }

    /// <summary>Whether a packet has come and waits.</summary>
    public bool HasPacket => _socket.Available > 0;

    public List<ReceivedPacket> Receive(int count) => [.. Enumerable.Range(0, count).Select(_ => Receive())];

    public void Dispose() => _socket.Dispose();
}
