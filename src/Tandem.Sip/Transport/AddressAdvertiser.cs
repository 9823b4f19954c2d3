using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tandem.Sip.Transport;

/// <summary>
/// Says which address of ours a peer can reach: what we write into Via, Contact and SDP. Peers in the local networks get
/// the local address, all others the public one where there is one.
/// </summary>
public sealed class AddressAdvertiser
{
    private const int MaxKnownRoutes = 16_384;

    private readonly IPAddress? _publicAddress;
    private readonly IReadOnlyList<IPNetwork> _localNetworks;
    private readonly ConcurrentDictionary<IPAddress, IPAddress> _routes = new();

    /// <summary>Creates the rule.</summary>
    /// <param name="publicAddress">Our address as the internet sees it, where it differs from the local one.</param>
    /// <param name="localNetworks">Networks whose peers get the local address. Loopback peers always do.</param>
    public AddressAdvertiser(IPAddress? publicAddress = null, IReadOnlyList<IPNetwork>? localNetworks = null)
    {
        _publicAddress = publicAddress;
        _localNetworks = localNetworks ?? [];
    }

    /// <summary>The address of ours to write into a message for <paramref name="remote"/>.</summary>
    /// <param name="bound">The address that the socket is bound to; a wildcard is replaced by the address of the route to the peer.</param>
    /// <param name="remote">The peer.</param>
    public IPAddress AddressFor(IPAddress bound, IPAddress remote)
    {
        ArgumentNullException.ThrowIfNull(bound);
        ArgumentNullException.ThrowIfNull(remote);
        if (_publicAddress is not null && _publicAddress.AddressFamily == remote.AddressFamily && !IsLocal(remote))
        {
            return _publicAddress;
        }
        if (!bound.Equals(IPAddress.Any) && !bound.Equals(IPAddress.IPv6Any))
        {
            return bound.WithoutScope();
        }
        if (_routes.TryGetValue(remote, out var known))
        {
            return known;
        }
        if (_routes.Count >= MaxKnownRoutes)
        {
            _routes.Clear();
        }
        return _routes[remote] = RouteTo(remote);
    }

    private bool IsLocal(IPAddress remote)
    {
        if (IPAddress.IsLoopback(remote))
        {
            return true;
        }
        foreach (var network in _localNetworks)
        {
            if (network.Contains(remote))
            {
                return true;
            }
        }
        return false;
    }

    private static IPAddress RouteTo(IPAddress remote)
    {
        // Connecting a datagram socket sends nothing; it makes the kernel choose the source address.
        using var probe = new Socket(remote.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            probe.Connect(remote, 9);
            return ((IPEndPoint)probe.LocalEndPoint!).Address.WithoutScope();
        }
        catch (SocketException)
        {
            return remote.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        }
    }
}
