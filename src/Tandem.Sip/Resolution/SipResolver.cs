using System.Net;
using System.Net.Sockets;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Resolution;

/// <summary>
/// Finds where a request to a URI goes (RFC 3263 4): by NAPTR which protocols its host speaks, by SRV where, by A and AAAA at which addresses.
/// Names of the machine's hosts file win over DNS; the file is read when the resolver is made.
/// </summary>
public sealed class SipResolver
{
    private const int MaxTargets = 32;

    private readonly DnsClient _dns;
    private readonly HostsFile _hosts;
    private readonly Random _random;

    /// <summary>Makes a resolver.</summary>
    /// <param name="dns">Asks DNS; one that asks the servers of the system where null.</param>
    /// <param name="random">Chooses by the weights of SRV; the runtime's where null.</param>
    public SipResolver(DnsClient? dns = null, Random? random = null)
        : this(dns ?? new DnsClient(), HostsFile.Read("/etc/hosts"), random ?? Random.Shared)
    {
    }

    internal SipResolver(DnsClient dns, HostsFile hosts, Random random)
    {
        _dns = dns;
        _hosts = hosts;
        _random = random;
    }

    /// <summary>Finds the targets of a URI. Never throws for what DNS does.</summary>
    /// <param name="uri">A <c>sip</c> or <c>sips</c> URI. For <c>sips</c> only encrypted protocols count.</param>
    /// <param name="protocols">The protocols that we speak, the best first.</param>
    /// <param name="families">The address families that we speak, the best first.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The targets in the order in which they are to be tried; empty where there are none.</returns>
    /// <exception cref="ArgumentException">The URI is neither <c>sip</c> nor <c>sips</c>.</exception>
    public async Task<IReadOnlyList<SipTarget>> ResolveAsync(
        SipUri uri, IReadOnlyList<SipProtocol> protocols, IReadOnlyList<AddressFamily> families, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(uri);
        ArgumentNullException.ThrowIfNull(protocols);
        ArgumentNullException.ThrowIfNull(families);
        if (!uri.IsSip)
        {
            throw new ArgumentException("Only sip and sips URIs have targets.", nameof(uri));
        }
        var host = uri.Maddr ?? uri.Host;
        var asked = SipProtocolExtensions.OfUri(uri);
        SipProtocol[] usable = uri.Transport is null
            ? [.. protocols.Where(protocol => uri.Scheme != "sips" || protocol.IsSecure())]
            : [.. protocols.Where(protocol => protocol == asked)];
        if (usable.Length == 0 || host.TrimEnd('.').EndsWith(".invalid", StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }
        var search = new Search(this, uri.Host, families, cancellationToken);
        // RFC 3263 4.1: an address or a port leaves nothing to be found but the protocol, which is then the scheme's.
        var plain = usable.Contains(asked) ? asked : usable[0];
        if (IPAddress.TryParse(host, out var address))
        {
            search.Add(plain, [address], uri.Port ?? plain.DefaultPort());
        }
        else if (uri.Port is { } port)
        {
            await search.AddHostAsync(plain, host, port).ConfigureAwait(false);
        }
        else if (_hosts.Find(host).Count > 0 || !await search.TryServicesAsync(host, usable, isChosen: uri.Transport is not null).ConfigureAwait(false))
        {
            await search.AddHostAsync(plain, host, plain.DefaultPort()).ConfigureAwait(false);
        }
        return search.Targets;
    }

    /// <summary>Puts SRV records into the order in which they are tried (RFC 2782): by priority, and by chance as their weights say.</summary>
    internal static IEnumerable<ServiceRecord> Order(IEnumerable<ServiceRecord> records, Random random)
    {
        foreach (var priority in records.GroupBy(record => record.Priority).OrderBy(group => group.Key))
        {
            var left = priority.OrderBy(record => record.Weight == 0 ? 0 : 1).ToList();
            while (left.Count > 0)
            {
                var at = random.Next(left.Sum(record => record.Weight) + 1);
                var chosen = left.First(record => (at -= record.Weight) <= 0);
                left.Remove(chosen);
                yield return chosen;
            }
        }
    }

    private sealed class Search(SipResolver resolver, string host, IReadOnlyList<AddressFamily> families, CancellationToken cancellationToken)
    {
        public List<SipTarget> Targets { get; } = [];

        public void Add(SipProtocol protocol, IEnumerable<IPAddress> addresses, int port)
        {
            foreach (var address in addresses.Where(address => families.Contains(address.AddressFamily)).OrderBy(address => IndexOf(address.AddressFamily)))
            {
                if (Targets.Count < MaxTargets)
                {
                    Targets.Add(new SipTarget(protocol, new IPEndPoint(address, port), host));
                }
            }
        }

        public async Task AddHostAsync(SipProtocol protocol, string name, int port)
        {
            if (resolver._hosts.Find(name) is { Count: > 0 } known)
            {
                Add(protocol, known, port);
                return;
            }
            foreach (var family in families)
            {
                var type = family == AddressFamily.InterNetworkV6 ? DnsType.Aaaa : DnsType.A;
                var answer = await resolver._dns.QueryAsync(name, type, cancellationToken).ConfigureAwait(false);
                Add(protocol, answer.Records.OfType<AddressRecord>().Select(record => record.Address), port);
            }
        }

        /// <summary>Adds what NAPTR and SRV name.</summary>
        /// <returns>False where there are none, so that the host itself is the target.</returns>
        public async Task<bool> TryServicesAsync(string name, SipProtocol[] usable, bool isChosen)
        {
            var pointers = isChosen ? [] : (await QueryAsync(name, DnsType.Naptr).ConfigureAwait(false)).OfType<PointerRecord>();
            var services = pointers
                .Select(pointer => (Pointer: pointer, Protocol: ProtocolOf(pointer.Service)))
                .Where(item => item.Protocol is { } protocol && usable.Contains(protocol) && item.Pointer.Flags == "S")
                .OrderBy(item => item.Pointer.Order).ThenBy(item => item.Pointer.Preference)
                .Select(item => (Protocol: item.Protocol!.Value, Name: item.Pointer.Replacement))
                .ToList();
            if (services.Count == 0)
            {
                services.AddRange(usable.Where(protocol => PrefixOf(protocol) is not null).Select(protocol => (protocol, $"{PrefixOf(protocol)}.{name}")));
            }
            var isThere = false;
            foreach (var service in services)
            {
                var records = (await QueryAsync(service.Name, DnsType.Srv).ConfigureAwait(false)).OfType<ServiceRecord>().ToArray();
                isThere |= records.Length > 0;
                foreach (var record in Order(records, resolver._random).Where(record => record.Target.Length > 0))
                {
                    await AddHostAsync(service.Protocol, record.Target, record.Port).ConfigureAwait(false);
                }
            }
            return isThere;
        }

        private async Task<IReadOnlyList<DnsRecord>> QueryAsync(string name, DnsType type) =>
            (await resolver._dns.QueryAsync(name, type, cancellationToken).ConfigureAwait(false)).Records;

        private int IndexOf(AddressFamily family) => families[0] == family ? 0 : 1;

        private static SipProtocol? ProtocolOf(string service) => service switch
        {
            "SIP+D2U" => SipProtocol.Udp,
            "SIP+D2T" => SipProtocol.Tcp,
            "SIPS+D2T" => SipProtocol.Tls,
            _ => null,
        };

        private static string? PrefixOf(SipProtocol protocol) => protocol switch
        {
            SipProtocol.Udp => "_sip._udp",
            SipProtocol.Tcp => "_sip._tcp",
            SipProtocol.Tls => "_sips._tcp",
            _ => null,
        };
    }
}
