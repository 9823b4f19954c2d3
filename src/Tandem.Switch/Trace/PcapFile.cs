using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Tandem.Switch.Trace;

/// <summary>
/// Writes traced messages as a capture file for Wireshark and its kind: classic pcap, link type RAW (101), each message in an IP and a
/// UDP header made from its addresses. A message that went over a connection is written the same way: it is the message that is traced,
/// not the segments.
/// </summary>
public static class PcapFile
{
    private const uint Magic = 0xa1b2c3d4;
    private const uint LinkTypeRaw = 101;
    private const int UdpHeader = 8;
    private const int MaxPayload = 65_000;

    /// <summary>Writes a whole file.</summary>
    /// <param name="output">Where to; stays open.</param>
    /// <param name="messages">The messages in order.</param>
    public static void Write(Stream output, IEnumerable<TracedMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(messages);
        Span<byte> header = stackalloc byte[24];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 65_535);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], LinkTypeRaw);
        output.Write(header);
        foreach (var message in messages)
        {
            WriteRecord(output, message);
        }
    }

    private static void WriteRecord(Stream output, TracedMessage message)
    {
        var packet = Packet(message);
        Span<byte> header = stackalloc byte[16];
        var microseconds = (message.At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)(microseconds / 1_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(microseconds % 1_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], (uint)packet.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], (uint)packet.Length);
        output.Write(header);
        output.Write(packet);
    }

    private static byte[] Packet(TracedMessage message)
    {
        var (source, destination) = message.Outgoing ? (message.Local, message.Remote) : (message.Remote, message.Local);
        // A socket bound to all addresses shows none of them; the peer's own stands in, so that a viewer sees one host a side.
        source = Concrete(source, message.Remote);
        destination = Concrete(destination, message.Remote);
        var payload = message.Bytes.Span[..Math.Min(message.Bytes.Length, MaxPayload)];
        var ipHeader = source.AddressFamily == AddressFamily.InterNetworkV6 ? 40 : 20;
        var packet = new byte[ipHeader + UdpHeader + payload.Length];
        if (ipHeader == 40)
        {
            WriteIPv6(packet, source.Address, destination.Address);
        }
        else
        {
            WriteIPv4(packet, source.Address, destination.Address);
        }
        var udp = packet.AsSpan(ipHeader);
        BinaryPrimitives.WriteUInt16BigEndian(udp, (ushort)source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], (ushort)destination.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)(UdpHeader + payload.Length));
        payload.CopyTo(udp[UdpHeader..]);
        return packet;
    }

    private static IPEndPoint Concrete(IPEndPoint address, IPEndPoint peer)
    {
        if (!address.Address.Equals(IPAddress.Any) && !address.Address.Equals(IPAddress.IPv6Any))
        {
            return address;
        }
        return new IPEndPoint(peer.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback, address.Port);
    }

    private static void WriteIPv4(Span<byte> packet, IPAddress source, IPAddress destination)
    {
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)packet.Length);
        packet[8] = 64;
        packet[9] = (byte)ProtocolType.Udp;
        source.TryWriteBytes(packet[12..], out _);
        destination.TryWriteBytes(packet[16..], out _);
        BinaryPrimitives.WriteUInt16BigEndian(packet[10..], Checksum(packet[..20]));
    }

    private static void WriteIPv6(Span<byte> packet, IPAddress source, IPAddress destination)
    {
        packet[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)(packet.Length - 40));
        packet[6] = (byte)ProtocolType.Udp;
        packet[7] = 64;
        source.TryWriteBytes(packet[8..], out _);
        destination.TryWriteBytes(packet[24..], out _);
    }

    private static ushort Checksum(ReadOnlySpan<byte> header)
    {
        uint sum = 0;
        for (var i = 0; i < header.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(header[i..]);
        }
        while (sum > 0xffff)
        {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (ushort)~sum;
    }
}
