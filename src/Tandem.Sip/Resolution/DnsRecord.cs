namespace Tandem.Sip.Resolution;

/// <summary>One record of an answer.</summary>
/// <param name="Name">Whose it is, in lower case, without the last dot.</param>
/// <param name="Type">Its type.</param>
/// <param name="TimeToLive">How long it may be believed.</param>
public abstract record DnsRecord(string Name, DnsType Type, TimeSpan TimeToLive);
