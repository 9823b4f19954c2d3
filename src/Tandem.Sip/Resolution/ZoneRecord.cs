namespace Tandem.Sip.Resolution;

/// <summary>SOA, of which only this is read.</summary>
/// <param name="Name">The zone.</param>
/// <param name="TimeToLive">How long it may be believed.</param>
/// <param name="Negative">How long an absence in the zone may be believed (RFC 2308 5).</param>
internal sealed record ZoneRecord(string Name, TimeSpan TimeToLive, TimeSpan Negative) : DnsRecord(Name, DnsType.Soa, TimeToLive);
