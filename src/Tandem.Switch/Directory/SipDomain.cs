using Tandem.Switch.Calls.Policy;
using Tandem.Switch.Routing;

namespace Tandem.Switch.Directory;

/// <summary>
/// A domain beside the exchange's own: its phones register with one of its hosts, and its numbers are apart from all others. Its users dial its
/// own extensions and the programs that were given its numbers (<see cref="SipSwitch.OnCall"/>).
/// </summary>
/// <param name="Name">The tenant's name, as <see cref="SipAccount.Domain"/> has it; no <c>@</c> in it.</param>
/// <param name="Realm">The digest realm of its accounts; of no other domain.</param>
/// <param name="Hosts">
/// What its phones are set to as server or domain: names or addresses in any spelling, such as <c>pbx</c>, <c>Pbx.Example.org</c>,
/// <c>192.0.2.1</c> or <c>[2001:db8::1]</c>; without regard to case. At least one, of no other domain. The first is shown to users of other
/// domains, where they may be called.
/// </param>
public sealed record SipDomain(string Name, string Realm, IReadOnlyList<string> Hosts)
{
    /// <summary>What its users may dial; null, the default, for <see cref="SwitchOptions.Policy"/>, whose users of this domain are <c>number@domain</c>.</summary>
    public DialPolicyOptions? Policy { get; init; }

    /// <summary>Its numbers that a caller without an account may reach; none by default.</summary>
    public IReadOnlyList<NumberPattern> AnonymousNumbers { get; init; } = [];
}
