using System.Security.Cryptography.X509Certificates;

namespace Tandem.Sip.Transport;

/// <summary>What a <see cref="TlsTransport"/> proves, and what it wants proved. TLS 1.2 and 1.3 are spoken.</summary>
public sealed record SipTlsOptions
{
    /// <summary>Our certificate: shown to those who connect, and to those that we connect to where they ask for one.</summary>
    public required SipCertificate Certificate { get; init; }

    /// <summary>Whether peers that connect must show a certificate; default no, as phones have none.</summary>
    public ClientCertificateMode ClientCertificates { get; init; }

    /// <summary>Authorities whose certificates are good; null, the default, for those that the system trusts.</summary>
    public X509Certificate2Collection? TrustedAuthorities { get; init; }

    /// <summary>How often the files of <see cref="Certificate"/> are looked at for a new one; 1 s to 1 day, default 1 min.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Told after each look at the files that found something: null for a new certificate, else why the new one cannot be used. Called on any thread.</summary>
    public Action<Exception?>? Refreshed { get; init; }

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Certificate);
        ArgumentOutOfRangeException.ThrowIfLessThan(RefreshInterval, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RefreshInterval, TimeSpan.FromDays(1));
    }
}
