using Tandem.Switch.Directory;

namespace Tandem.Switch.Calls.Policy;

/// <summary>The dial policy of each domain: its own, or the exchange's. Belongs to the signalling loop.</summary>
internal sealed class DialPolicies
{
    private readonly DialPolicy _shared;
    private readonly Dictionary<string, DialPolicy>? _own;

    public DialPolicies(DomainTable domains, TimeProvider timeProvider)
    {
        var shared = domains.Default.Policy!;
        _shared = new DialPolicy(shared, domains.KeyOf, timeProvider);
        foreach (var domain in domains.All.Skip(1))
        {
            if (domain.Policy is { } policy)
            {
                // Whoever writes rules for a tenant does not mean to take the emergency numbers of the country away.
                (_own ??= []).Add(domain.Name, new DialPolicy(policy with { Emergency = [.. policy.Emergency, .. shared.Emergency] }, account => account.Number, timeProvider));
            }
        }
    }

    /// <summary>The policy of a domain.</summary>
    public DialPolicy Of(SipDomain domain) => _own?.GetValueOrDefault(domain.Name) ?? _shared;
}
