namespace Tandem.Sip.Resolution;

/// <summary>Types of DNS records that SIP needs; the numbers are those of the wire.</summary>
public enum DnsType : ushort
{
    /// <summary>An IPv4 address (RFC 1035).</summary>
    A = 1,

    /// <summary>Another name of the same (RFC 1035).</summary>
    Cname = 5,

    /// <summary>The start of a zone (RFC 1035): how long an absence may be believed (RFC 2308).</summary>
    Soa = 6,

    /// <summary>An IPv6 address (RFC 3596).</summary>
    Aaaa = 28,

    /// <summary>Where a service is (RFC 2782).</summary>
    Srv = 33,

    /// <summary>Which services there are (RFC 3403).</summary>
    Naptr = 35,
}
