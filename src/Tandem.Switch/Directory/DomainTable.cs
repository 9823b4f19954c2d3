using System.Net;
using Tandem.Sip.Messages;

namespace Tandem.Switch.Directory;

/// <summary>
/// The domains of an exchange: the one that all hosts lead to which are no other's, and further ones by their hosts. An account is known by
/// its key: its number in the first, <c>number@domain</c> in the others.
/// </summary>
internal sealed class DomainTable
{
    private readonly Dictionary<string, SipDomain> _byHost = new(StringComparer.OrdinalIgnoreCase);
    private readonly SipDomain[] _all;

    /// <summary>Makes the table.</summary>
    /// <exception cref="ArgumentException">Two domains share a name, a realm or a host.</exception>
    public DomainTable(SwitchOptions options)
    {
        Default = new SipDomain(options.Domain, options.Realm, []) { Policy = options.Policy, AnonymousNumbers = options.AnonymousNumbers };
        _all = [Default, .. options.Domains];
        Refuse("name", _all.GroupBy(domain => domain.Name, StringComparer.Ordinal));
        Refuse("realm", _all.GroupBy(domain => domain.Realm, StringComparer.Ordinal));
        foreach (var domain in options.Domains)
        {
            foreach (var host in domain.Hosts)
            {
                if (!_byHost.TryAdd(Canonical(host), domain))
                {
                    throw new ArgumentException($"{nameof(SwitchOptions.Domains)}: '{_byHost[Canonical(host)].Name}' and '{domain.Name}' share the host '{host}'.");
                }
            }
        }
    }

    /// <summary>The domain of all other hosts.</summary>
    public SipDomain Default { get; }

    public IReadOnlyList<SipDomain> All => _all;

    /// <summary>The domain that an address leads to.</summary>
    public SipDomain Of(SipUri? uri) => uri is not null && _byHost.Count > 0 ? Of(uri.Host) : Default;

    /// <summary>The domain of a host.</summary>
    public SipDomain Of(string host) => Find(host) ?? Default;

    /// <summary>The further domain that a host is of; null where it is of none.</summary>
    public SipDomain? Find(string host) => _byHost.Count == 0 ? null : _byHost.GetValueOrDefault(Canonical(host));

    /// <summary>The domain that a request is sent in: that of the address of record of a REGISTER, else of the sender.</summary>
    public SipDomain Of(SipMessage request) => Of((request.Method == SipMethod.Register ? request.To : request.From)?.Uri);

    /// <summary>The domain of an account.</summary>
    public SipDomain Of(SipAccount account) => _all.Length == 1 ? Default : Named(account.Domain) ?? Default;

    /// <summary>
    /// The domain that a user means by a host: another one where the host is one of its names; its own by any other, as the exchange has names
    /// that it does not know.
    /// </summary>
    public SipDomain Meant(string host, SipDomain home) => _all.Length == 1 ? home
        : Find(host) ?? (string.Equals(host, Default.Name, StringComparison.OrdinalIgnoreCase) || string.Equals(host, Default.Realm, StringComparison.OrdinalIgnoreCase) ? Default : home);

    /// <summary>By what host users of other domains reach a domain.</summary>
    public string HostOf(SipDomain domain) => domain.Hosts is [var first, ..] ? first : domain.Name;

    public SipDomain? OfRealm(string realm) => Array.Find(_all, domain => domain.Realm == realm);

    /// <summary>The domain that a program names; the default one for null.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public SipDomain Get(string? name) => name is null ? Default : Named(name) ?? throw new ArgumentException($"There is no domain '{name}'.", nameof(name));

    public SipDomain? Named(string name) => Array.Find(_all, domain => domain.Name == name);

    /// <summary>The key of a user.</summary>
    public string KeyOf(string user, SipDomain domain) => domain == Default ? user : $"{user}@{domain.Name}";

    /// <summary>The key of an account.</summary>
    public string KeyOf(SipAccount account) => account.Domain == Default.Name || _all.Length == 1 ? account.Number : $"{account.Number}@{account.Domain}";

    /// <summary>The user and the domain of a key.</summary>
    public (string User, SipDomain Domain) Split(string key)
    {
        var at = _all.Length == 1 ? -1 : key.LastIndexOf('@');
        return at >= 0 && Named(key[(at + 1)..]) is { } domain ? (key[..at], domain) : (key, Default);
    }

    /// <summary>Finds the account of a key.</summary>
    public ValueTask<SipAccount?> FindAsync(ICredentialSource source, string key, CancellationToken cancellationToken)
    {
        var (user, domain) = Split(key);
        return FindAsync(source, user, domain, cancellationToken);
    }

    /// <summary>Finds an account of a domain; one that the source has for another domain is none.</summary>
    public async ValueTask<SipAccount?> FindAsync(ICredentialSource source, string user, SipDomain domain, CancellationToken cancellationToken)
    {
        var account = await source.FindAsync(user, domain.Realm, cancellationToken);
        return _all.Length == 1 || account?.Domain == domain.Name ? account : null;
    }

    // An IPv6 address has many spellings, and a name may end with the root's dot.
    private static string Canonical(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var address) ? address.ToString() : host.TrimEnd('.');

    private static void Refuse(string what, IEnumerable<IGrouping<string, SipDomain>> groups)
    {
        if (groups.FirstOrDefault(group => group.Count() > 1) is { } shared)
        {
            throw new ArgumentException(
                $"{nameof(SwitchOptions.Domains)}: {string.Join(" and ", shared.Select(domain => $"'{domain.Name}'"))} share the {what} '{shared.Key}'.");
        }
    }
}
