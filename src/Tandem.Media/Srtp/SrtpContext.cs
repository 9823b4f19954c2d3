using System.Buffers.Binary;
using Tandem.Media.Rtp;

namespace Tandem.Media.Srtp;

/// <summary>One direction of a channel's protected media: SRTP and SRTCP, with rollover counters and replay windows (RFC 3711, RFC 7714).</summary>
internal sealed class SrtpContext : IDisposable
{
    /// <summary>The most by which a packet grows: tag, and the index of SRTCP.</summary>
    public const int MaxGrowth = 20;

    private const int AuthenticationKeyLength = 20;
    private const int RtcpHeaderSize = 8;
    private const int IndexSize = 4;
    private const uint EncryptedBit = 0x8000_0000;

    // Streams of a remote that are remembered: one that returns is not mistaken for a new one, and old packets of it are known.
    private const int Streams = 4;

    private readonly SrtpCipher _rtp;
    private readonly SrtpCipher _rtcp;
    private readonly Stream[] _streams = new Stream[Streams];
    private int _current;
    private ReplayWindow _rtcpWindow;
    private uint _rtcpIndex;

    public SrtpContext(SrtpProfile profile, ReadOnlySpan<byte> keyAndSalt)
    {
        ReadOnlySpan<byte> key = keyAndSalt[..profile.KeyLength()];
        ReadOnlySpan<byte> salt = keyAndSalt[key.Length..];
        _rtp = Derive(profile, key, salt, 0, profile.RtpTagLength());
        _rtcp = Derive(profile, key, salt, SrtpKeyDerivation.Rtcp, profile.RtcpTagLength());
    }

    /// <summary>Ciphers with session keys that are given, for the figures of the standards.</summary>
    public SrtpContext(SrtpCipher rtp, SrtpCipher rtcp)
    {
        _rtp = rtp;
        _rtcp = rtcp;
    }

    /// <summary>Protects an RTP packet of ours in place. Packets of one SSRC come in order, or nearly.</summary>
    /// <param name="buffer">The packet, and room for <see cref="MaxGrowth"/> more.</param>
    /// <param name="length">Its length.</param>
    /// <returns>The length with the tag.</returns>
    public int Protect(Span<byte> buffer, int length)
    {
        ushort sequence = BinaryPrimitives.ReadUInt16BigEndian(buffer[2..]);
        uint ssrc = BinaryPrimitives.ReadUInt32BigEndian(buffer[8..]);
        ref Stream stream = ref Find(ssrc);
        ulong index = stream.Estimate(sequence);
        stream.Note(index);
        int header = HeaderLength(buffer[..length]);
        Span<byte> tag = buffer.Slice(length, _rtp.TagLength);
        if (_rtp.IsAead)
        {
            _rtp.Seal(ssrc, index, buffer[..header], buffer[header..length], tag);
        }
        else
        {
            _rtp.Apply(ssrc, index, buffer[header..length]);
            _rtp.Authenticate(buffer[..length], (uint)(index >> 16), tag);
        }

        return length + tag.Length;
    }

    /// <summary>Checks an RTP packet of the remote and decrypts it in place.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="length">Its length without the tag.</param>
    /// <returns><see langword="false"/> where it is not authentic, or came before.</returns>
    public bool TryUnprotect(Span<byte> packet, out int length)
    {
        length = packet.Length - _rtp.TagLength;
        if (length < RtpHeader.Size || packet[0] >> 6 != 2)
            return false;
        int header = HeaderLength(packet[..length]);
        if (header > length)
            return false;
        ushort sequence = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        uint ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[8..]);
        int slot = IndexOf(ssrc);

        // A stream that is not known is only remembered once a packet of it proves authentic.
        Stream stream = slot < 0 ? new Stream { Ssrc = ssrc } : _streams[slot];
        ulong index = stream.Estimate(sequence);
        if (stream.Window.Contains(index))
            return false;
        if (_rtp.IsAead)
        {
            if (!_rtp.Open(ssrc, index, packet[..header], packet[header..length], packet[length..]))
                return false;
        }
        else
        {
            if (!IsAuthentic(_rtp, packet[..length], (uint)(index >> 16), packet[length..]))
                return false;
            _rtp.Apply(ssrc, index, packet[header..length]);
        }

        stream.Note(index);
        if (slot < 0)
            slot = _current = (_current + 1) % Streams;
        _streams[slot] = stream;
        return true;
    }

    /// <summary>Protects an RTCP compound of ours in place.</summary>
    /// <param name="buffer">The compound, and room for <see cref="MaxGrowth"/> more.</param>
    /// <param name="length">Its length.</param>
    /// <returns>The length with index and tag.</returns>
    public int ProtectRtcp(Span<byte> buffer, int length)
    {
        uint ssrc = BinaryPrimitives.ReadUInt32BigEndian(buffer[4..]);
        uint index = _rtcpIndex++ & ~EncryptedBit;
        Span<byte> word = stackalloc byte[IndexSize];
        BinaryPrimitives.WriteUInt32BigEndian(word, index | EncryptedBit);
        if (_rtcp.IsAead)
        {
            // RFC 7714 section 9.2: the tag before the index, which is authenticated after the header.
            Span<byte> header = stackalloc byte[RtcpHeaderSize + IndexSize];
            buffer[..RtcpHeaderSize].CopyTo(header);
            word.CopyTo(header[RtcpHeaderSize..]);
            _rtcp.Seal(ssrc, index, header, buffer[RtcpHeaderSize..length], buffer.Slice(length, _rtcp.TagLength));
            word.CopyTo(buffer[(length + _rtcp.TagLength)..]);
        }
        else
        {
            _rtcp.Apply(ssrc, index, buffer[RtcpHeaderSize..length]);
            word.CopyTo(buffer[length..]);
            _rtcp.Authenticate(buffer[..(length + IndexSize)], null, buffer.Slice(length + IndexSize, _rtcp.TagLength));
        }

        return length + IndexSize + _rtcp.TagLength;
    }

    /// <summary>Checks an RTCP compound of the remote and decrypts it in place.</summary>
    /// <param name="packet">The compound.</param>
    /// <param name="length">Its length without index and tag.</param>
    /// <returns><see langword="false"/> where it is not authentic, not encrypted, or came before.</returns>
    public bool TryUnprotectRtcp(Span<byte> packet, out int length)
    {
        length = packet.Length - IndexSize - _rtcp.TagLength;
        if (length < RtcpHeaderSize)
            return false;
        Span<byte> word = _rtcp.IsAead ? packet[^IndexSize..] : packet.Slice(length, IndexSize);
        uint index = BinaryPrimitives.ReadUInt32BigEndian(word);
        if ((index & EncryptedBit) == 0)
            return false;
        index &= ~EncryptedBit;
        if (_rtcpWindow.Contains(index))
            return false;
        uint ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[4..]);
        if (_rtcp.IsAead)
        {
            Span<byte> header = stackalloc byte[RtcpHeaderSize + IndexSize];
            packet[..RtcpHeaderSize].CopyTo(header);
            word.CopyTo(header[RtcpHeaderSize..]);
            if (!_rtcp.Open(ssrc, index, header, packet[RtcpHeaderSize..length], packet.Slice(length, _rtcp.TagLength)))
                return false;
        }
        else
        {
            if (!IsAuthentic(_rtcp, packet[..(length + IndexSize)], null, packet[(length + IndexSize)..]))
                return false;
            _rtcp.Apply(ssrc, index, packet[RtcpHeaderSize..length]);
        }

        _rtcpWindow.Add(index);
        return true;
    }

    public void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    private static SrtpCipher Derive(SrtpProfile profile, ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, byte labels, int tagLength) => new(
        profile,
        SrtpKeyDerivation.Derive(key, salt, (byte)(labels + SrtpKeyDerivation.RtpEncryption), key.Length),
        SrtpKeyDerivation.Derive(key, salt, (byte)(labels + SrtpKeyDerivation.RtpSalt), salt.Length),
        profile.IsAead() ? null : SrtpKeyDerivation.Derive(key, salt, (byte)(labels + SrtpKeyDerivation.RtpAuthentication), AuthenticationKeyLength),
        tagLength);

    private static bool IsAuthentic(SrtpCipher cipher, ReadOnlySpan<byte> packet, uint? rollover, ReadOnlySpan<byte> tag)
    {
        Span<byte> expected = stackalloc byte[cipher.TagLength];
        cipher.Authenticate(packet, rollover, expected);
        return System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(expected, tag);
    }

    /// <summary>Where the payload begins: padding, which is encrypted, counts as payload.</summary>
    private static int HeaderLength(ReadOnlySpan<byte> packet)
    {
        int length = RtpHeader.Size + (4 * (packet[0] & 0x0F));
        bool isExtended = (packet[0] & 0x10) != 0;
        if (!isExtended || packet.Length < length + 4)
            return isExtended ? int.MaxValue : length;
        return length + 4 + (4 * BinaryPrimitives.ReadUInt16BigEndian(packet[(length + 2)..]));
    }

    private int IndexOf(uint ssrc)
    {
        for (int i = 0; i < Streams; i++)
        {
            if (_streams[i].IsKnown && _streams[i].Ssrc == ssrc)
                return i;
        }

        return -1;
    }

    private ref Stream Find(uint ssrc)
    {
        int slot = IndexOf(ssrc);
        if (slot < 0)
        {
            slot = _current = (_current + 1) % Streams;
            _streams[slot] = new Stream { Ssrc = ssrc };
        }

        return ref _streams[slot];
    }

    /// <summary>What is known of one SSRC.</summary>
    private struct Stream
    {
        public ReplayWindow Window;

        public uint Ssrc { get; init; }

        public bool IsKnown { get; private set; }

        /// <summary>The place of a packet in the stream: the rollover counter that fits its number best (RFC 3711 section 3.3.1).</summary>
        public readonly ulong Estimate(ushort sequence)
        {
            if (!IsKnown)
                return sequence;
            long estimate = (long)Window.Highest + (short)(sequence - (ushort)Window.Highest);
            return (ulong)(estimate < 0 ? estimate + 0x10000 : estimate);
        }

        public void Note(ulong index)
        {
            IsKnown = true;
            Window.Add(index);
        }
    }
}
