using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Tandem.Hub.Configuration;

namespace Tandem.Hub.Doctor;

/// <summary>Whether phones outside are told an address that they can reach.</summary>
internal static class NatCheck
{
    private const string Name = "NAT";
    private const string Remedy = "Where phones or trunks are outside this network, set Switch:Sip:PublicAddress to the address that they see, and forward the SIP and RTP ports.";

    private static readonly IPNetwork[] PrivateNetworks =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("169.254.0.0/16"),
    ];

    /// <summary>Compares the addresses of this machine with the public one.</summary>
    public static Finding Examine(SwitchSettings settings) => Examine(settings.Switch.Addresses[0], settings.Switch.PublicAddress, LocalAddresses());

    /// <summary>Compares addresses.</summary>
    /// <param name="bound">What SIP and RTP are bound to.</param>
    /// <param name="publicAddress">What the settings say that others see.</param>
    /// <param name="local">The addresses of this machine.</param>
    public static Finding Examine(IPAddress bound, IPAddress? publicAddress, IReadOnlyList<IPAddress> local)
    {
        var shown = string.Join(", ", local);
        if (publicAddress is not null)
        {
            return local.Contains(publicAddress) || !IsPrivate(publicAddress)
                ? Finding.Ok(Name, $"Phones outside are told {publicAddress}; this machine has {shown}.")
                : Finding.Warn(Name, $"Phones outside are told {publicAddress}, which is a private address and none of this machine.", Remedy);
        }
        if (IPAddress.IsLoopback(bound))
        {
            return Finding.Ok(Name, "Only phones on this machine can reach the exchange (Switch:Sip:Address).");
        }
        return local.Any(address => !IsPrivate(address))
            ? Finding.Ok(Name, $"This machine has a public address: {shown}.")
            : Finding.Warn(Name, $"This machine has private addresses only ({shown}), so phones outside would send audio nowhere.", Remedy);
    }

    private static bool IsPrivate(IPAddress address) => PrivateNetworks.Any(network => network.Contains(address));

    private static List<IPAddress> LocalAddresses() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.OperationalStatus == OperationalStatus.Up && card.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(entry => entry.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork),
    ];
}
