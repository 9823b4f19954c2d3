using System.Buffers.Binary;

namespace Tandem.Media.Rtp;

/// <summary>The fixed header of an RTP packet and where its payload lies (RFC 3550 section 5.1).</summary>
/// <param name="Marker">The marker bit: in audio, the first packet of a talkspurt.</param>
/// <param name="PayloadType">The payload type, 0 to 127.</param>
/// <param name="SequenceNumber">The sequence number.</param>
/// <param name="Timestamp">The timestamp, in samples.</param>
/// <param name="Ssrc">The synchronization source.</param>
/// <param name="PayloadOffset">Where the payload starts, after contributing sources and header extension; at least 12.</param>
/// <param name="PayloadLength">Its length in bytes without padding; may be 0.</param>
public readonly record struct RtpHeader(
    bool Marker, byte PayloadType, ushort SequenceNumber, uint Timestamp, uint Ssrc, int PayloadOffset, int PayloadLength)
{
    /// <summary>The length of a header without contributing sources and extension, in bytes.</summary>
    public const int Size = 12;

    private const byte Version = 2 << 6;
    private const byte VersionMask = 0xC0;
    private const byte PaddingBit = 0x20;
    private const byte ExtensionBit = 0x10;
    private const byte MarkerBit = 0x80;

    /// <summary>Reads the header of a datagram. Never throws, whatever the bytes.</summary>
    /// <param name="datagram">The whole datagram.</param>
    /// <param name="header">The header; default where the result is <see langword="false"/>.</param>
    /// <returns><see langword="false"/> for another version, or where header, extension or padding exceed the datagram.</returns>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out RtpHeader header)
    {
        header = default;
        if (datagram.Length < Size || (datagram[0] & VersionMask) != Version)
            return false;

        int offset = Size + (4 * (datagram[0] & 0x0F));
        if ((datagram[0] & ExtensionBit) != 0)
        {
            if (datagram.Length < offset + 4)
                return false;
            offset += 4 + (4 * BinaryPrimitives.ReadUInt16BigEndian(datagram[(offset + 2)..]));
        }

        int length = datagram.Length - offset;
        if (length < 0)
            return false;
        if ((datagram[0] & PaddingBit) != 0)
        {
            int padding = datagram[^1];
            if (padding == 0 || padding > length)
                return false;
            length -= padding;
        }

        header = new RtpHeader(
            (datagram[1] & MarkerBit) != 0,
            (byte)(datagram[1] & 0x7F),
            BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]),
            BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]),
            offset,
            length);
        return true;
    }

    /// <summary>Writes a header of 12 bytes: version 2, no padding, no extension, no contributing sources.</summary>
    /// <param name="destination">At least 12 bytes.</param>
    /// <param name="marker">The marker bit.</param>
    /// <param name="payloadType">The payload type, 0 to 127.</param>
    /// <param name="sequenceNumber">The sequence number.</param>
    /// <param name="timestamp">The timestamp.</param>
    /// <param name="ssrc">The synchronization source.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="destination"/> is too short.</exception>
    public static void Write(Span<byte> destination, bool marker, byte payloadType, ushort sequenceNumber, uint timestamp, uint ssrc)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], timestamp);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], sequenceNumber);
        destination[1] = (byte)(payloadType | (marker ? MarkerBit : 0));
        destination[0] = Version;
    }
}
