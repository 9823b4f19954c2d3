using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Tandem.Sip.Transport;

/// <summary>
/// The STUN server on a SIP port: tells a phone the address that it is seen at, which keeps its mapping in an address translator open
/// (RFC 5626 4.4.2, RFC 5389). Nothing but Binding is known, without authentication, as RFC 5626 wants it.
/// </summary>
internal static class StunBinding
{
    /// <summary>The most bytes that an answer has.</summary>
    public const int MaxResponseBytes = 64;

    private const int HeaderBytes = 20;
    private const uint MagicCookie = 0x2112A442;
    private const ushort BindingRequest = 0x0001;
    private const ushort BindingSuccess = 0x0101;
    private const ushort BindingError = 0x0111;
    private const ushort ErrorCode = 0x0009;
    private const ushort UnknownAttributes = 0x000A;
    private const ushort XorMappedAddress = 0x0020;
    private const ushort FirstOptional = 0x8000;

    /// <summary>Whether a datagram is STUN: no SIP message begins with such a byte (RFC 5389 6).</summary>
    public static bool IsStun(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= HeaderBytes && datagram[0] < 0x40 && BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) == MagicCookie;

    /// <summary>Answers a datagram.</summary>
    /// <param name="datagram">What came.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="response">Room for the answer, <see cref="MaxResponseBytes"/>.</param>
    /// <returns>The length of the answer; 0 where there is none: it is no request, or malformed.</returns>
    public static int Answer(ReadOnlySpan<byte> datagram, IPEndPoint source, Span<byte> response)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]);
        if (BinaryPrimitives.ReadUInt16BigEndian(datagram) != BindingRequest || length % 4 != 0 || datagram.Length != HeaderBytes + length
            || !TryFindUnknown(datagram[HeaderBytes..], out var unknown))
        {
            return 0;
        }
        datagram[4..HeaderBytes].CopyTo(response[4..]);
        var body = unknown is { } type ? WriteError(response, type) : WriteAddress(response, source);
        BinaryPrimitives.WriteUInt16BigEndian(response, unknown is null ? BindingSuccess : BindingError);
        BinaryPrimitives.WriteUInt16BigEndian(response[2..], (ushort)body);
        return HeaderBytes + body;
    }

    // The first attribute that must be understood and is not; any would do, since we understand none.
    private static bool TryFindUnknown(ReadOnlySpan<byte> attributes, out ushort? unknown)
    {
        unknown = null;
        while (attributes.Length >= 4)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(attributes);
            var size = 4 + ((BinaryPrimitives.ReadUInt16BigEndian(attributes[2..]) + 3) & ~3);
            if (size > attributes.Length)
            {
                return false;
            }
            if (type < FirstOptional)
            {
                unknown ??= type;
            }
            attributes = attributes[size..];
        }
        return attributes.IsEmpty;
    }

    private static int WriteAddress(Span<byte> response, IPEndPoint source)
    {
        var attribute = response[HeaderBytes..];
        var isV4 = source.AddressFamily == AddressFamily.InterNetwork;
        source.Address.TryWriteBytes(attribute[8..], out var count);
        BinaryPrimitives.WriteUInt16BigEndian(attribute, XorMappedAddress);
        BinaryPrimitives.WriteUInt16BigEndian(attribute[2..], (ushort)(4 + count));
        attribute[4] = 0;
        attribute[5] = (byte)(isV4 ? 1 : 2);
        BinaryPrimitives.WriteUInt16BigEndian(attribute[6..], (ushort)(source.Port ^ (MagicCookie >> 16)));
        for (var i = 0; i < count; i++)
        {
            // The magic cookie and behind it the transaction's id.
            attribute[8 + i] ^= response[4 + i];
        }
        return 8 + count;
    }

    private static int WriteError(Span<byte> response, ushort unknown)
    {
        var attribute = response[HeaderBytes..];
        ReadOnlySpan<byte> error = [0, 0, 4, 20, (byte)'U', (byte)'n', (byte)'k', (byte)'n', (byte)'o', (byte)'w', (byte)'n', (byte)' '];
        BinaryPrimitives.WriteUInt16BigEndian(attribute, ErrorCode);
        BinaryPrimitives.WriteUInt16BigEndian(attribute[2..], (ushort)(error.Length - 1));
        error.CopyTo(attribute[4..]);
        attribute = attribute[(4 + error.Length)..];
        BinaryPrimitives.WriteUInt16BigEndian(attribute, UnknownAttributes);
        BinaryPrimitives.WriteUInt16BigEndian(attribute[2..], 2);
        BinaryPrimitives.WriteUInt16BigEndian(attribute[4..], unknown);
        attribute[6..8].Clear();
        return 4 + error.Length + 8;
    }
}
