using System.Net;
using System.Net.Sockets;

namespace Tandem.Sip.Transport;

/// <summary>IP addresses as messages carry them: the scope of a link-local IPv6 address means nothing to anybody else.</summary>
internal static class UnscopedAddress
{
    public static IPAddress WithoutScope(this IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0 ? new IPAddress(address.GetAddressBytes()) : address;
}
