using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tandem.Sip.Transport;

/// <summary>Encrypts connections, with one certificate that is looked after while it is used.</summary>
internal sealed class TlsHandshake : IDisposable
{
    private const SslProtocols Versions = SslProtocols.Tls12 | SslProtocols.Tls13;

    private readonly SipTlsOptions _options;
    private readonly ITimer _refresh;

    public TlsHandshake(SipTlsOptions options, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _refresh = timeProvider.CreateTimer(static handshake => ((TlsHandshake)handshake!).Refresh(), this, options.RefreshInterval, options.RefreshInterval);
    }

    /// <summary>Our side where the peer has connected.</summary>
    public Task<SslStream> AcceptAsync(Stream stream, CancellationToken cancellationToken) => SecureAsync(stream, encrypted =>
    {
        var asks = _options.ClientCertificates != ClientCertificateMode.None;
        return encrypted.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificateContext = _options.Certificate.Context,
                ClientCertificateRequired = asks,
                CertificateChainPolicy = asks ? Policy(forClients: true) : null,
                RemoteCertificateValidationCallback = asks ? IsGoodClient : null,
                EnabledSslProtocols = Versions,
                AllowRenegotiation = false,
            },
            cancellationToken);
    });

    /// <summary>Our side where we have connected.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="host">Whom the peer must prove to be.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public Task<SslStream> ConnectAsync(Stream stream, string host, CancellationToken cancellationToken) => SecureAsync(stream, encrypted =>
        encrypted.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = host,
                ClientCertificateContext = _options.Certificate.Context,
                CertificateChainPolicy = Policy(forClients: false),

                // RFC 5922 7.2: a wildcard speaks for no domain of SIP.
                RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                    errors == SslPolicyErrors.None && certificate is X509Certificate2 shown && shown.MatchesHostname(host, allowWildcards: false),
                EnabledSslProtocols = Versions,
                AllowRenegotiation = false,
            },
            cancellationToken));

    public void Dispose() => _refresh.Dispose();

    private static async Task<SslStream> SecureAsync(Stream stream, Func<SslStream, Task> authenticate)
    {
        var encrypted = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await authenticate(encrypted).ConfigureAwait(false);
            return encrypted;
        }
        catch
        {
            await encrypted.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private bool IsGoodClient(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None
        || (errors == SslPolicyErrors.RemoteCertificateNotAvailable && _options.ClientCertificates == ClientCertificateMode.Allowed);

    private X509ChainPolicy Policy(bool forClients)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        policy.ApplicationPolicy.Add(new Oid(forClients ? "1.3.6.1.5.5.7.3.2" : "1.3.6.1.5.5.7.3.1"));
        if (_options.TrustedAuthorities is { } trusted)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(trusted);
        }
        return policy;
    }

    private void Refresh()
    {
        try
        {
            if (_options.Certificate.Refresh())
            {
                _options.Refreshed?.Invoke(null);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            _options.Refreshed?.Invoke(exception);
        }
    }
}
