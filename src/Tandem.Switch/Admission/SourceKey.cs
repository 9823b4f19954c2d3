using System.Net;
using System.Net.Sockets;

namespace Tandem.Switch.Admission;

/// <summary>By what a source counts: an IPv4 address, or an IPv6 /64, which is what one subscriber has.</summary>
internal static class SourceKey
{
    private const int PrefixBytes = 8;

    public static IPAddress Of(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[PrefixBytes..].Clear();
        return new IPAddress(bytes);
    }
}
