using System.Net;

namespace Tandem.Sip.Sdp;

/// <summary>The <c>c=</c> line (RFC 8866 section 5.7).</summary>
/// <param name="Address">Where media is to be sent: an IPv4 or IPv6 address (without brackets), or a name.</param>
/// <param name="Multicast">What stands behind the slash of a multicast address (hops, number of addresses); null for unicast.</param>
public sealed record SdpConnection(string Address, string? Multicast = null)
{
    /// <summary>Whether the address is an IPv6 one.</summary>
    public bool IsIPv6 => Address.Contains(':');

    /// <summary>Whether it is 0.0.0.0 or ::, which meant hold in RFC 2543.</summary>
    public bool IsUnspecified => IPAddress.TryParse(Address, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));

    /// <summary>The line without <c>c=</c>.</summary>
    public override string ToString() => Multicast is null ? AddressText(Address) : $"{AddressText(Address)}/{Multicast}";

    internal static string AddressText(string address) => $"IN {(address.Contains(':') ? "IP6" : "IP4")} {address}";
}
