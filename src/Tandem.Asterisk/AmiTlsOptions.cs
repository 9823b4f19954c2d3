using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tandem.Asterisk;

/// <summary>How a connection is encrypted. Unless told otherwise, the server's certificate must be trusted by this machine and be for its name.</summary>
public sealed record AmiTlsOptions
{
    /// <summary>The name that the certificate must be for; null, the default, for <see cref="AmiClientOptions.Host"/>.</summary>
    public string? ServerName { get; init; }

    /// <summary>
    /// The SHA-256 fingerprint of the server's certificate, in hexadecimal, with or without colons: this certificate is taken, whoever signed it, and
    /// no other. Null, the default, for none. (<c>openssl x509 -in asterisk.pem -noout -fingerprint -sha256</c>)
    /// </summary>
    public string? PinnedFingerprint { get; init; }

    /// <summary>Authorities that are trusted instead of the machine's; null, the default, for the machine's.</summary>
    public X509Certificate2Collection? TrustedAuthorities { get; init; }

    /// <summary>Our own certificate with its private key, where the server asks for one; null, the default, for none.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>Whether it is asked if the certificate was revoked; default no, as few authorities of telephone systems answer.</summary>
    public bool CheckRevocation { get; init; }

    internal byte[]? Pin => PinnedFingerprint is null ? null : Convert.FromHexString(PinnedFingerprint.Replace(":", "", StringComparison.Ordinal).Trim());

    internal void Validate()
    {
        var isPin = true;
        try
        {
            isPin = Pin is null or { Length: SHA256.HashSizeInBytes };
        }
        catch (FormatException)
        {
            isPin = false;
        }
        AmiClientOptions.Check(isPin, "Tls.PinnedFingerprint", "is no SHA-256 in hexadecimal");
        AmiClientOptions.Check(ClientCertificate is null or { HasPrivateKey: true }, "Tls.ClientCertificate", "has no private key");
    }
}
