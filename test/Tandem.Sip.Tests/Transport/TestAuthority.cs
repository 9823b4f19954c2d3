using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tandem.Sip.Tests.Transport;

/// <summary>An authority of a test, and the files of the certificates that it has made.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tandem-tls-").FullName;
    private readonly X509Certificate2 _authority;
    private int _serial;

    public TestAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Authority of a test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
    }

    /// <summary>What trusts this authority and nobody else.</summary>
    public X509Certificate2Collection Trusted => [_authority];

    public string PathOf(string name) => Path.Combine(_directory, name);

    /// <summary>Writes a certificate with its key as a PEM file, over one that is there.</summary>
    /// <returns>Its path.</returns>
    public string WritePem(string name, params string[] hosts)
    {
        using var certificate = Issue(hosts);
        using var key = certificate.GetECDsaPrivateKey()!;
        return Write(name, path => File.WriteAllText(path, $"{certificate.ExportCertificatePem()}\n{_authority.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n"));
    }

    /// <summary>Writes a certificate with its key as a PFX file.</summary>
    /// <returns>Its path.</returns>
    public string WritePfx(string name, string password, params string[] hosts)
    {
        using var certificate = Issue(hosts);
        return Write(name, path => File.WriteAllBytes(path, certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, password)));
    }

    /// <summary>Writes anything over a file.</summary>
    public string Write(string name, Action<string> write)
    {
        var path = PathOf(name);
        write(path);
        // Files of the same second are told apart too.
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(++_serial));
        return path;
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private X509Certificate2 Issue(string[] hosts)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={hosts[0]}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            if (System.Net.IPAddress.TryParse(host, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_authority, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(20), RandomNumberGenerator.GetBytes(8));
        return certificate.CopyWithPrivateKey(key);
    }
}
