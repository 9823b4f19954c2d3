namespace Tandem.Sip.Resolution;

/// <summary>SRV (RFC 2782).</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="TimeToLive">How long it may be believed.</param>
/// <param name="Priority">The lowest is tried first.</param>
/// <param name="Weight">Its share among those of its priority.</param>
/// <param name="Port">Where the service listens.</param>
/// <param name="Target">On which host; empty where there is no such service.</param>
public sealed record ServiceRecord(string Name, TimeSpan TimeToLive, ushort Priority, ushort Weight, ushort Port, string Target) : DnsRecord(Name, DnsType.Srv, TimeToLive);
