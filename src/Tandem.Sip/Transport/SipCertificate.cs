using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tandem.Sip.Transport;

/// <summary>
/// A certificate with its private key and its chain, from a PEM or a PFX file. It can be read again when the files have changed: connections that
/// are up keep the one that they began with, new ones get the new one.
/// </summary>
public sealed class SipCertificate
{
    private readonly string _path;
    private readonly string? _keyPath;
    private readonly string? _password;
    private readonly Lock _reloading = new();
    private volatile Loaded _current;

    private SipCertificate(string path, string? keyPath, string? password)
    {
        _path = path;
        _keyPath = keyPath;
        _password = password;
        _current = Read();
    }

    /// <summary>The certificate that new connections get.</summary>
    public X509Certificate2 Certificate => _current.Certificate;

    internal SslStreamCertificateContext Context => _current.Context;

    /// <summary>Reads a certificate.</summary>
    /// <param name="path">
    /// A PFX file where the name ends in <c>.pfx</c> or <c>.p12</c>; else a PEM file with the certificate, and behind it those of the authorities in
    /// between.
    /// </param>
    /// <param name="keyPath">The PEM file of the private key; null where it is in <paramref name="path"/>.</param>
    /// <param name="password">What the private key is encrypted with; null for nothing.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    /// <exception cref="CryptographicException">There is no certificate in it, or no key that fits, or the password is wrong.</exception>
    public static SipCertificate Load(string path, string? keyPath = null, string? password = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new SipCertificate(path, keyPath, password);
    }

    /// <summary>Reads the files again where they have changed since they were read. Waits for the disk.</summary>
    /// <returns>True where there is another certificate now.</returns>
    /// <exception cref="IOException">A file cannot be read; the certificate stays.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read; the certificate stays.</exception>
    /// <exception cref="CryptographicException">The files do not make a certificate; the one before stays.</exception>
    public bool Refresh()
    {
        lock (_reloading)
        {
            var current = _current;
            if (current.Written == LastWritten() || current.Refused == LastWritten())
            {
                return false;
            }
            try
            {
                _current = Read();
            }
            catch (CryptographicException)
            {
                // Told once: the same files are not tried again.
                current.Refused = LastWritten();
                throw;
            }
            return _current.Certificate.Thumbprint != current.Certificate.Thumbprint;
        }
    }

    private Loaded Read()
    {
        var written = LastWritten();
        var isPfx = Path.GetExtension(_path).ToUpperInvariant() is ".PFX" or ".P12";
        var chain = new X509Certificate2Collection();
        X509Certificate2 certificate;
        if (isPfx)
        {
            chain = X509CertificateLoader.LoadPkcs12CollectionFromFile(_path, _password);
            certificate = chain.FirstOrDefault(one => one.HasPrivateKey) ?? throw new CryptographicException("There is no private key in it.");
        }
        else
        {
            certificate = _password is null
                ? X509Certificate2.CreateFromPemFile(_path, _keyPath)
                : X509Certificate2.CreateFromEncryptedPemFile(_path, _password, _keyPath);
            chain.ImportFromPemFile(_path);
        }
        return new Loaded(certificate, SslStreamCertificateContext.Create(certificate, chain, offline: true), written);
    }

    private (DateTime Certificate, DateTime Key) LastWritten() => (File.GetLastWriteTimeUtc(_path), _keyPath is null ? default : File.GetLastWriteTimeUtc(_keyPath));

    private sealed record Loaded(X509Certificate2 Certificate, SslStreamCertificateContext Context, (DateTime Certificate, DateTime Key) Written)
    {
        public (DateTime Certificate, DateTime Key)? Refused { get; set; }
    }
}
