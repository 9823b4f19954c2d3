using System.Net;

namespace Tandem.Sip.Resolution;

/// <summary>A or AAAA.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Type">A or AAAA.</param>
/// <param name="TimeToLive">How long it may be believed.</param>
/// <param name="Address">The address.</param>
public sealed record AddressRecord(string Name, DnsType Type, TimeSpan TimeToLive, IPAddress Address) : DnsRecord(Name, Type, TimeToLive);
