namespace Tandem.Sip.Resolution;

/// <summary>CNAME.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="TimeToLive">How long it may be believed.</param>
/// <param name="Target">The other name.</param>
public sealed record AliasRecord(string Name, TimeSpan TimeToLive, string Target) : DnsRecord(Name, DnsType.Cname, TimeToLive);
