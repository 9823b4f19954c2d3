using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tandem.Sip.Transport;

namespace Tandem.Hub.Configuration;

/// <summary><c>Switch:Tls</c>: the certificates of SIP over TLS.</summary>
internal static class TlsSettings
{
    private const string Certificate = "Switch:Tls:Certificate";
    private const string Key = "Switch:Tls:Key";
    private const string Authorities = "Switch:Tls:Authorities";

    /// <summary>Reads the settings and the files that they name.</summary>
    /// <returns>Null where there is no certificate, and so no TLS.</returns>
    /// <exception cref="SettingsException">A setting is wrong, or a file is none that can be used.</exception>
    public static SipTlsOptions? Read(SettingsReader reader)
    {
        var (path, key, password) = (reader.Text(Certificate), reader.Text(Key), reader.Text("Switch:Tls:Password"));
        var clients = reader.Text("Switch:Tls:ClientCertificates", "none");
        var authorities = reader.Text(Authorities);
        if (path is null)
        {
            return key is null && authorities is null ? null : throw new SettingsException(Certificate, "", "a PEM or PFX file, where other settings of Switch:Tls are given");
        }
        return new SipTlsOptions
        {
            Certificate = Load(key is null ? Certificate : $"{Certificate} or {Key}", path, () => SipCertificate.Load(path, key, password)),
            ClientCertificates = clients.ToUpperInvariant() switch
            {
                "NONE" => ClientCertificateMode.None,
                "ALLOWED" => ClientCertificateMode.Allowed,
                "REQUIRED" => ClientCertificateMode.Required,
                _ => throw new SettingsException("Switch:Tls:ClientCertificates", clients, "none, allowed, required"),
            },
            TrustedAuthorities = authorities is null ? null : Load(Authorities, authorities, () => ReadAuthorities(authorities)),
        };
    }

    private static X509Certificate2Collection ReadAuthorities(string path)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(path);
        return authorities.Count > 0 ? authorities : throw new CryptographicException("There is no certificate in it.");
    }

    private static T Load<T>(string key, string path, Func<T> load)
    {
        try
        {
            return load();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SettingsException($"{key} '{path}' cannot be used: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}.");
        }
    }
}
