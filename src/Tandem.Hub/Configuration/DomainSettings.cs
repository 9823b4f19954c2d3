using Tandem.Hub.Identity;
using Tandem.Switch;
using Tandem.Switch.Calls.Policy;
using Tandem.Switch.Directory;

namespace Tandem.Hub.Configuration;

/// <summary>The domains of the built-in exchange, and the extensions that the settings give each of them.</summary>
internal static class DomainSettings
{
    private const string Section = "Switch:Domains";
    private const string OwnExtensions = "Switch:Extensions";

    /// <summary>Reads the further domains into options whose own realm and policy are there already.</summary>
    /// <exception cref="SettingsException">A setting is wrong, or two contradict each other.</exception>
    public static SwitchOptions Apply(SettingsReader reader, SwitchOptions options)
    {
        var keys = reader.Children(Section);
        var domains = new List<SipDomain>();
        foreach (var key in keys)
        {
            domains.Add(ReadDomain(reader, key));
        }
        RefuseShared("Name", domains, keys, domain => [domain.Name], options.Domain, "the exchange's own domain");
        RefuseShared("Realm", domains, keys, domain => [domain.Realm], options.Realm, "Switch:Realm");
        RefuseShared("Hosts", domains, keys, domain => domain.Hosts, own: null, "");
        RefuseForeign(options.Policy, PolicySettings.Shared, domains, keys);
        for (var i = 0; i < domains.Count; i++)
        {
            if (domains[i].Policy is { } policy)
            {
                RefuseForeign(policy, $"{keys[i]}:Policy", domains, keys);
            }
        }
        RefuseUsers(options, domains, keys);
        RefuseAlone(options, domains, keys);
        return options with { Domains = domains };
    }

    /// <summary>Reads the realm of a domain: what its digests are made with.</summary>
    public static string ReadRealm(SettingsReader reader, string key, string fallback)
    {
        var realm = reader.Text(key, fallback);
        return realm.Length is > 0 and <= 128 && !realm.Any(c => char.IsControl(c) || c is '"' or '\\')
            ? realm
            : throw new SettingsException(key, realm, "1 to 128 characters without quotes, backslashes and control characters");
    }

    /// <summary>Reads the extensions of all domains.</summary>
    public static List<ExtensionSetting> ReadExtensions(SettingsReader reader)
    {
        var extensions = new List<ExtensionSetting>();
        ReadExtensions(reader, OwnExtensions, domain: null, extensions);
        foreach (var key in reader.Children(Section))
        {
            ReadExtensions(reader, $"{key}:Extensions", reader.Text($"{key}:Name"), extensions);
        }
        return extensions;
    }

    private static SipDomain ReadDomain(SettingsReader reader, string key)
    {
        var name = reader.Text($"{key}:Name", "");
        if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
        {
            throw new SettingsException($"{key}:Name", name, "1 to 64 letters, digits, '.', '_' or '-'");
        }
        var hosts = reader.List($"{key}:Hosts").Select(item => item.Value).ToArray();
        if (hosts.Length == 0 || hosts.FirstOrDefault(host => Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown) is { } wrong)
        {
            throw new SettingsException($"{key}:Hosts", string.Join(", ", hosts), "names or addresses that phones of the domain are set to");
        }
        return new SipDomain(name, ReadRealm(reader, $"{key}:Realm", ""), hosts)
        {
            AnonymousNumbers = DialSettings.ReadPatterns(reader, $"{key}:AnonymousNumbers"),
            Policy = PolicySettings.IsThere(reader, $"{key}:Policy") ? PolicySettings.Read(reader, $"{key}:Policy") : null,
        };
    }

    private static void ReadExtensions(SettingsReader reader, string section, string? domain, List<ExtensionSetting> extensions)
    {
        foreach (var key in reader.Children(section))
        {
            var number = reader.Text($"{key}:Number") ?? throw new SettingsException($"{key}:Number", "", ExtensionRules.NumberAllowed);
            var secret = reader.Text($"{key}:Secret") ?? throw new SettingsException($"{key}:Secret", "", ExtensionRules.SecretAllowed);
            var name = reader.Text($"{key}:Name", "");
            if (!ExtensionRules.IsNumber(number))
            {
                throw new SettingsException($"{key}:Number", number, ExtensionRules.NumberAllowed);
            }
            if (!ExtensionRules.IsName(name))
            {
                throw new SettingsException($"{key}:Name", name, ExtensionRules.NameAllowed);
            }
            if (!ExtensionRules.IsSecret(secret))
            {
                throw new SettingsException($"{key}:Secret", new string('*', secret.Length), ExtensionRules.SecretAllowed);
            }
            if (extensions.Find(other => other.Number == number && other.Domain == domain) is { } twice)
            {
                throw new SettingsException($"{key}:Number", number, $"a number that {twice.Key} has not");
            }
            extensions.Add(new ExtensionSetting(key, number, name, secret) { Domain = domain });
        }
    }

    private static void RefuseShared(
        string setting, List<SipDomain> domains, IReadOnlyList<string> keys, Func<SipDomain, IReadOnlyList<string>> valuesOf, string? own, string ownKey)
    {
        var known = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (own is not null)
        {
            known.Add(own, ownKey);
        }
        for (var i = 0; i < domains.Count; i++)
        {
            foreach (var value in valuesOf(domains[i]))
            {
                var key = $"{keys[i]}:{setting}";
                if (!known.TryAdd(value.Trim('[', ']').TrimEnd('.'), key))
                {
                    throw new SettingsException($"{key} and {known[value.Trim('[', ']').TrimEnd('.')]} are both '{value}'.");
                }
            }
        }
    }

    // What is the exchange's own would never be called as another host's.
    private static void RefuseForeign(DialPolicyOptions policy, string section, List<SipDomain> domains, IReadOnlyList<string> keys)
    {
        for (var i = 0; i < domains.Count; i++)
        {
            if (domains[i].Hosts.FirstOrDefault(host => policy.ForeignHosts.Any(pattern => pattern.Matches(host.Trim('[', ']')))) is { } host)
            {
                throw new SettingsException($"{section}:{PolicySettings.ForeignHosts} has '{host}', which is of this exchange by {keys[i]}:Hosts.");
            }
        }
    }

    private static void RefuseUsers(SwitchOptions options, List<SipDomain> domains, IReadOnlyList<string> keys)
    {
        foreach (var user in options.Policy.Users.Keys.Where(user => user.Contains('@', StringComparison.Ordinal)))
        {
            var index = domains.FindIndex(domain => user.EndsWith($"@{domain.Name}", StringComparison.Ordinal));
            if (index < 0)
            {
                throw new SettingsException($"{PolicySettings.Shared}:Users has '{user}', but {Section} has no domain of that name.");
            }
            if (domains[index].Policy is not null)
            {
                throw new SettingsException($"{PolicySettings.Shared}:Users has '{user}', but the domain has a policy of its own: {keys[index]}:Policy.");
            }
        }
    }

    private static void RefuseAlone(SwitchOptions options, List<SipDomain> domains, IReadOnlyList<string> keys)
    {
        string[] open =
        [
            .. options.Policy.BetweenDomains ? [PolicySettings.Shared] : Array.Empty<string>(),
            .. keys.Where((_, i) => domains[i].Policy is { BetweenDomains: true }).Select(key => $"{key}:Policy"),
        ];
        var followers = domains.Count(domain => domain.Policy is null);
        if (open is [var only] && !(options.Policy.BetweenDomains && followers > 0))
        {
            throw new SettingsException(domains.Count == 0
                ? $"{only}:{PolicySettings.BetweenDomains} is true, but there is no other domain: {Section} is empty."
                : $"{only}:{PolicySettings.BetweenDomains} is true, but that of no other domain is: not {string.Join(", ", Sections().Where(section => section != only).Select(section => $"{section}:{PolicySettings.BetweenDomains}"))}.");
        }

        IEnumerable<string> Sections() => keys.Where((_, i) => domains[i].Policy is not null).Select(key => $"{key}:Policy").Prepend(PolicySettings.Shared);
    }
}
