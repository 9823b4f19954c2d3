namespace Tandem.Sip.Resolution;

/// <summary>NAPTR (RFC 3403).</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="TimeToLive">How long it may be believed.</param>
/// <param name="Order">The lowest is taken.</param>
/// <param name="Preference">The lowest of an order is tried first.</param>
/// <param name="Flags">In upper case; <c>S</c> where <paramref name="Replacement"/> has SRV records.</param>
/// <param name="Service">In upper case, for example <c>SIP+D2U</c> (RFC 3263 4.1).</param>
/// <param name="Replacement">The name to go on with.</param>
public sealed record PointerRecord(string Name, TimeSpan TimeToLive, ushort Order, ushort Preference, string Flags, string Service, string Replacement)
    : DnsRecord(Name, DnsType.Naptr, TimeToLive);
