using Tandem.Sip.Messages;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Calls.Dialling;

/// <summary>What somebody dialled, understood: a number of a domain, or an address at another host.</summary>
/// <param name="Domain">The domain of the number; for an address that of who dialled it.</param>
/// <param name="Number">The number, or the user of the address.</param>
/// <param name="Address">The address; null for a number.</param>
internal readonly record struct DialledTarget(SipDomain Domain, string Number, SipUri? Address = null);
