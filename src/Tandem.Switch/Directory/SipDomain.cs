namespace Tandem.Switch.Directory;

/// <summary>A domain beside the exchange's own: its phones register with one of its hosts, and its numbers are apart from all others.</summary>
/// <param name="Name">The tenant's name, as <see cref="SipAccount.Domain"/> has it; no <c>@</c> in it.</param>
/// <param name="Realm">The digest realm of its accounts; of no other domain.</param>
/// <param name="Hosts">
/// What its phones are set to as server or domain: names or addresses in any spelling, such as <c>pbx</c>, <c>Pbx.Example.org</c>,
/// <c>192.0.2.1</c> or <c>[2001:db8::1]</c>; without regard to case. At least one, of no other domain.
/// </param>
public sealed record SipDomain(string Name, string Realm, IReadOnlyList<string> Hosts);
