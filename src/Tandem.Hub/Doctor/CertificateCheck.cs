using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Tandem.Hub.Configuration;

namespace Tandem.Hub.Doctor;

/// <summary>Whether the certificate of SIP over TLS is good, and for how long.</summary>
internal static class CertificateCheck
{
    private const string Name = "TLS certificate";
    private const string Remedy = "Renew it; the exchange reads the files of Switch:Tls:Certificate again within a minute, without a restart.";
    private static readonly TimeSpan Warning = TimeSpan.FromDays(14);

    /// <summary>Looks at the certificate of the settings.</summary>
    public static Finding Examine(SwitchSettings settings, TimeProvider timeProvider) => settings.Switch.Tls is { } tls
        ? Examine(tls.Certificate.Certificate, timeProvider.GetUtcNow())
        : Finding.Ok(Name, "There is none, so SIP is not encrypted (Switch:Tls:Certificate).");

    /// <summary>Looks at a certificate.</summary>
    public static Finding Examine(X509Certificate2 certificate, DateTimeOffset now)
    {
        var host = certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false);
        var (begin, end) = (new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter));
        var until = end.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return now < begin ? Finding.Fail(Name, $"That of {host} is not good before {begin.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.", "Check the clock of this machine, or wait.")
            : now >= end ? Finding.Fail(Name, $"That of {host} ended on {until}: phones refuse it.", Remedy)
            : end - now < Warning ? Finding.Warn(Name, $"That of {host} ends on {until}.", Remedy)
            : Finding.Ok(Name, $"That of {host} is good until {until}.");
    }
}
