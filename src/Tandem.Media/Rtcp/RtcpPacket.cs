using System.Buffers.Binary;

namespace Tandem.Media.Rtcp;

/// <summary>The parts of RTCP packets (RFC 3550 section 6).</summary>
internal static class RtcpPacket
{
    public const byte SenderReport = 200;
    public const byte ReceiverReport = 201;
    public const byte SourceDescription = 202;
    public const byte Goodbye = 203;

    /// <summary>The length of the header with the SSRC that follows it in all packets of ours.</summary>
    public const int HeaderSize = 8;

    private const byte Version = 2 << 6;
    private const byte PaddingBit = 0x20;
    private const byte CanonicalName = 1;

    /// <summary>Whether a datagram on an RTP port is RTCP (RFC 5761 section 4): packet types 192 to 223.</summary>
    public static bool IsRtcp(ReadOnlySpan<byte> datagram) => datagram.Length >= 2 && datagram[1] is >= 192 and <= 223;

    /// <summary>Whether a datagram is a compound packet as RFC 3550 appendix A.2 asks: reports first, lengths that add up.</summary>
    public static bool IsValid(ReadOnlySpan<byte> compound)
    {
        if (compound.Length < HeaderSize || compound[1] is not (SenderReport or ReceiverReport) || (compound[0] & PaddingBit) != 0)
            return false;
        while (compound.Length > 0)
        {
            if (compound.Length < 4 || (compound[0] & 0xC0) != Version)
                return false;
            int length = LengthOf(compound);
            if (length > compound.Length || length < MinimumOf(compound))
                return false;
            compound = compound[length..];
        }

        return true;
    }

    /// <summary>The length of the first packet of a compound, in bytes.</summary>
    public static int LengthOf(ReadOnlySpan<byte> packet) => 4 * (BinaryPrimitives.ReadUInt16BigEndian(packet[2..]) + 1);

    /// <summary>How many report blocks or sources the first packet of a compound has.</summary>
    public static int CountOf(ReadOnlySpan<byte> packet) => packet[0] & 0x1F;

    /// <summary>Writes a sender report (section 6.4.1).</summary>
    /// <returns>Its length.</returns>
    public static int WriteSenderReport(
        Span<byte> packet, uint ssrc, ulong ntp, uint timestamp, uint packets, uint bytes, RtcpReportBlock? report)
    {
        int length = HeaderSize + 20 + (report is null ? 0 : RtcpReportBlock.Size);
        WriteHeader(packet, SenderReport, report is null ? 0 : 1, length, ssrc);
        BinaryPrimitives.WriteUInt64BigEndian(packet[8..], ntp);
        BinaryPrimitives.WriteUInt32BigEndian(packet[16..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet[20..], packets);
        BinaryPrimitives.WriteUInt32BigEndian(packet[24..], bytes);
        report?.Write(packet[28..]);
        return length;
    }

    /// <summary>Writes a receiver report (section 6.4.2).</summary>
    /// <returns>Its length.</returns>
    public static int WriteReceiverReport(Span<byte> packet, uint ssrc, RtcpReportBlock? report)
    {
        int length = HeaderSize + (report is null ? 0 : RtcpReportBlock.Size);
        WriteHeader(packet, ReceiverReport, report is null ? 0 : 1, length, ssrc);
        report?.Write(packet[8..]);
        return length;
    }

    /// <summary>Writes a source description with the canonical name (section 6.5.1).</summary>
    /// <returns>Its length.</returns>
    public static int WriteDescription(Span<byte> packet, uint ssrc, ReadOnlySpan<byte> name)
    {
        // The item, at least one null byte, and padding to 32 bits.
        int length = (HeaderSize + 2 + name.Length + 4) & ~3;
        packet[..length].Clear();
        WriteHeader(packet, SourceDescription, 1, length, ssrc);
        packet[8] = CanonicalName;
        packet[9] = (byte)name.Length;
        name.CopyTo(packet[10..]);
        return length;
    }

    /// <summary>Writes a goodbye (section 6.6).</summary>
    /// <returns>Its length.</returns>
    public static int WriteGoodbye(Span<byte> packet, uint ssrc)
    {
        WriteHeader(packet, Goodbye, 1, HeaderSize, ssrc);
        return HeaderSize;
    }

    private static int MinimumOf(ReadOnlySpan<byte> packet) => packet[1] switch
    {
        SenderReport => HeaderSize + 20 + (CountOf(packet) * RtcpReportBlock.Size),
        ReceiverReport => HeaderSize + (CountOf(packet) * RtcpReportBlock.Size),
        Goodbye => 4 + (4 * CountOf(packet)),
        _ => 4,
    };

    private static void WriteHeader(Span<byte> packet, byte type, int count, int length, uint ssrc)
    {
        packet[0] = (byte)(Version | count);
        packet[1] = type;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)((length / 4) - 1));
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], ssrc);
    }
}
