using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Tandem.Interop.Tests.Media;

/// <summary>A peer that keeps what it receives on a pair of ports as a capture file: no privilege is needed for that.</summary>
internal sealed class CapturedPeer : IDisposable
{
    private const int RawIp = 101;
    private readonly MemoryStream _capture = new();
    private readonly Socket _rtp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket _rtcp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public CapturedPeer()
    {
        _rtp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _rtcp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        foreach (uint word in (ReadOnlySpan<uint>)[0xA1B2C3D4, 0x00040002, 0, 0, 65535, RawIp])
        {
            Write(word);
        }
    }

    public IPEndPoint Rtp => (IPEndPoint)_rtp.LocalEndPoint!;

    public IPEndPoint Rtcp => (IPEndPoint)_rtcp.LocalEndPoint!;

    /// <summary>RTCP compounds so far.</summary>
    public int Reports { get; private set; }

    /// <summary>RTP packets so far.</summary>
    public int Packets { get; private set; }

    /// <summary>Receives until a condition holds, for 30 s at most.</summary>
    public void ReceiveUntil(Func<bool> condition)
    {
        var buffer = new byte[2048];
        var since = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.InRange(TimeProvider.System.GetElapsedTime(since).TotalSeconds, 0, 30);
            List<Socket> ready = [_rtp, _rtcp];
            Socket.Select(ready, null, null, 100_000);
            foreach (var socket in ready)
            {
                EndPoint from = new IPEndPoint(IPAddress.Any, 0);
                var length = socket.ReceiveFrom(buffer, ref from);
                Keep((IPEndPoint)from, (IPEndPoint)socket.LocalEndPoint!, buffer.AsSpan(0, length));
                if (socket == _rtp)
                {
                    Packets++;
                }
                else
                {
                    Reports++;
                }
            }
        }
    }

    /// <summary>Writes the capture.</summary>
    public void Save(string path) => File.WriteAllBytes(path, _capture.ToArray());

    public void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    private void Keep(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> datagram)
    {
        var now = TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch;
        var length = 28 + datagram.Length;
        Write((uint)now.TotalSeconds);
        Write((uint)(now.Ticks / 10 % 1_000_000));
        Write((uint)length);
        Write((uint)length);
        Span<byte> header = stackalloc byte[28];
        header.Clear();
        header[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)length);
        header[8] = 64;
        header[9] = 17;
        from.Address.TryWriteBytes(header[12..], out _);
        to.Address.TryWriteBytes(header[16..], out _);
        BinaryPrimitives.WriteUInt16BigEndian(header[20..], (ushort)from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(header[22..], (ushort)to.Port);
        BinaryPrimitives.WriteUInt16BigEndian(header[24..], (ushort)(8 + datagram.Length));
        _capture.Write(header);
        _capture.Write(datagram);
    }

    private void Write(uint word)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, word);
        _capture.Write(bytes);
    }
}
