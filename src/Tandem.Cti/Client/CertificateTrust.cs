using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tandem.Cti.Client;

/// <summary>Whose certificates a client trusts: those that the machine trusts, unless the settings say otherwise.</summary>
internal sealed class CertificateTrust
{
    private readonly byte[]? _pinned;
    private readonly bool _any;

    private CertificateTrust(byte[]? pinned, bool any)
    {
        _pinned = pinned;
        _any = any;
    }

    /// <summary>What the settings say.</summary>
    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentException">The pinned certificate is no SHA-256.</exception>
    public static CertificateTrust Of(CtiClientOptions options)
    {
        if (options.PinnedCertificate is not { } pinned)
        {
            return new CertificateTrust(null, options.TrustAnyCertificate);
        }
        try
        {
            var hash = Convert.FromHexString(pinned.Replace(":", "", StringComparison.Ordinal));
            return hash.Length == SHA256.HashSizeInBytes ? new CertificateTrust(hash, any: false) : throw new FormatException();
        }
        catch (FormatException)
        {
            throw new ArgumentException("A pinned certificate is 64 hexadecimal digits: the SHA-256 of the certificate.", nameof(options));
        }
    }

    /// <summary>The check; null for the machine's own.</summary>
    public RemoteCertificateValidationCallback? Callback => _pinned is not null || _any ? IsTrusted : null;

    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        _any || (certificate is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(certificate.GetRawCertData()), _pinned));
}
