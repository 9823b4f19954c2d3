using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Tandem.Media.Sockets;

/// <summary>
/// An IP address and port as a value, so that a packet's source can be compared without allocating. IPv4 is held as IPv4-mapped IPv6;
/// the scope of a link-local address is kept for sending but does not count in comparisons.
/// </summary>
internal readonly struct TransportAddress : IEquatable<TransportAddress>
{
    /// <summary>The room that the longest native address takes (sockaddr_in6), in bytes.</summary>
    public const int MaxNativeSize = 28;

    private const int NativeSize4 = 16;
    private const int NativeSize6 = 28;
    private const ulong MappedPrefix = 0xFFFF_0000_0000;

    private readonly ulong _high;
    private readonly ulong _low;
    private readonly uint _scope;
    private readonly ushort _port;

    private TransportAddress(ulong high, ulong low, uint scope, ushort port)
    {
        _high = high;
        _low = low;
        _scope = scope;
        _port = port;
    }

    public int Port => _port;

    private bool IsMapped => _high == 0 && _low >> 32 == 0xFFFF;

    public static bool operator ==(in TransportAddress left, in TransportAddress right) => left.Equals(right);

    public static bool operator !=(in TransportAddress left, in TransportAddress right) => !left.Equals(right);

    public static TransportAddress From(IPEndPoint endPoint) => From(endPoint.Address, (ushort)endPoint.Port);

    public static TransportAddress From(IPAddress address, ushort port)
    {
        Span<byte> bytes = stackalloc byte[16];
        uint scope = address.AddressFamily == AddressFamily.InterNetworkV6 ? (uint)address.ScopeId : 0;
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        return new TransportAddress(
            BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), scope, port);
    }

    /// <summary>Reads a native address (sockaddr_in or sockaddr_in6); the family field is not looked at, as its layout varies.</summary>
    public static TransportAddress FromNative(ReadOnlySpan<byte> native, AddressFamily family)
    {
        ushort port = BinaryPrimitives.ReadUInt16BigEndian(native[2..]);
        return family == AddressFamily.InterNetwork
            ? new TransportAddress(0, MappedPrefix | BinaryPrimitives.ReadUInt32BigEndian(native[4..]), 0, port)
            : new TransportAddress(
                BinaryPrimitives.ReadUInt64BigEndian(native[8..]),
                BinaryPrimitives.ReadUInt64BigEndian(native[16..]),
                BitConverter.ToUInt32(native[24..]),
                port);
    }

    /// <summary>Writes all of a native address but its family.</summary>
    /// <returns>The native length; 0 where the address cannot be told in that family.</returns>
    public int ToNative(Span<byte> native, AddressFamily family)
    {
        BinaryPrimitives.WriteUInt16BigEndian(native[2..], _port);
        if (family == AddressFamily.InterNetwork)
        {
            if (!IsMapped)
                return 0;
            BinaryPrimitives.WriteUInt32BigEndian(native[4..], (uint)_low);
            native[8..NativeSize4].Clear();
            return NativeSize4;
        }

        native[4..8].Clear();
        BinaryPrimitives.WriteUInt64BigEndian(native[8..], _high);
        BinaryPrimitives.WriteUInt64BigEndian(native[16..], _low);
        BitConverter.TryWriteBytes(native[24..], _scope);
        return NativeSize6;
    }

    public IPEndPoint ToIPEndPoint()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _low);
        return new IPEndPoint(IsMapped ? new IPAddress(bytes[12..]) : new IPAddress(bytes, _scope), _port);
    }

    public bool IsSameHost(in TransportAddress other) => _high == other._high && _low == other._low && (_high | _low) != 0;

    public bool Equals(TransportAddress other) => _low == other._low && _port == other._port && _high == other._high;

    public override bool Equals(object? obj) => obj is TransportAddress other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_high, _low, _port);

    public override string ToString() => ToIPEndPoint().ToString();
}
