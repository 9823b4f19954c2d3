using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tandem.Asterisk.Actions;
using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Connections;

internal sealed partial class AmiConnection
{
    /// <summary>Connects and logs in. FullyBooted is not waited for: a user without the class system never gets it.</summary>
    /// <exception cref="AmiConnectException">It failed on the way.</exception>
    /// <exception cref="AmiAuthenticationException">The user or secret is wrong.</exception>
    /// <exception cref="AmiProtocolException">What answered is no Asterisk.</exception>
    public static async Task<AmiConnection> OpenAsync(AmiClientOptions options, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, options.TimeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        Stream? stream = null;
        AmiConnection? connection = null;
        try
        {
            stream = await DialAsync(options, linked.Token).ConfigureAwait(false);
            stream = options.Tls is null ? stream : await EncryptAsync(stream, options, linked.Token).ConfigureAwait(false);
            options.Trace?.OnOpened();
            connection = new AmiConnection(options, stream, new AmiBlockReader(options.Encoding, options.MaxBlockSize));
            await connection.LogInAsync(linked.Token).ConfigureAwait(false);
            return connection;
        }
        catch (Exception exception)
        {
            if (stream is not null)
            {
                await CloseAsync(stream).ConfigureAwait(false);
            }
            connection?._reader.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw exception switch
            {
                AmiException => exception,
                OperationCanceledException => new AmiConnectException(AmiConnectFailure.TimedOut, $"{options.Host}:{options.Port} did not answer the login within {options.ConnectTimeout.TotalSeconds:0.###} s.", exception),
                AuthenticationException => new AmiConnectException(AmiConnectFailure.Tls, $"TLS with {options.Host}:{options.Port} failed: {exception.Message}", exception),
                SocketException => new AmiConnectException(AmiConnectFailure.Unreachable, $"{options.Host}:{options.Port} cannot be reached: {exception.Message}", exception),
                IOException => new AmiConnectException(AmiConnectFailure.Closed, $"{options.Host}:{options.Port} broke the connection before the login was answered: {exception.Message}", exception),
                _ => exception,
            };
        }
    }

    private static async Task<Stream> DialAsync(AmiClientOptions options, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<Stream> EncryptAsync(Stream stream, AmiClientOptions options, CancellationToken cancellationToken)
    {
        var tls = options.Tls!;
        var secure = new SslStream(stream);
        var authentication = new SslClientAuthenticationOptions
        {
            TargetHost = tls.ServerName ?? options.Host,
            CertificateRevocationCheckMode = tls.CheckRevocation ? X509RevocationMode.Online : X509RevocationMode.NoCheck,
            ClientCertificates = tls.ClientCertificate is null ? null : [tls.ClientCertificate],
        };
        if (tls.Pin is { } pin)
        {
            authentication.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                certificate is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(certificate.GetRawCertData()), pin);
        }
        else if (tls.TrustedAuthorities is not null)
        {
            authentication.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = authentication.CertificateRevocationCheckMode,
            };
            authentication.CertificateChainPolicy.CustomTrustStore.AddRange(tls.TrustedAuthorities);
        }
        await secure.AuthenticateAsClientAsync(authentication, cancellationToken).ConfigureAwait(false);
        return secure;
    }

    private async Task LogInAsync(CancellationToken cancellationToken)
    {
        Banner = await ReadBannerAsync(cancellationToken).ConfigureAwait(false);
        var login = new AmiAction("Login");
        if (_options.Authentication == AmiAuthentication.Md5)
        {
            var challenge = new AmiAction("Challenge") { { "AuthType", "MD5" } };
            var answer = (await AskAsync(challenge, cancellationToken).ConfigureAwait(false)).EnsureSuccess()["Challenge"]
                ?? throw new AmiProtocolException("The answer to Challenge has no challenge.");
            login.Add("AuthType", "MD5");
            login.Add("Username", _options.Username);
            login.Add("Key", Convert.ToHexStringLower(MD5.HashData(_options.Encoding.GetBytes(answer + _options.Secret))));
        }
        else
        {
            login.Add("Username", _options.Username);
            login.Add("Secret", _options.Secret);
        }
        login.Add("Events", MaskOf(_options.Events));
        var response = await AskAsync(login, cancellationToken).ConfigureAwait(false);
        if (response.Error is { } error)
        {
            throw error.Message.Contains("Authentication", StringComparison.OrdinalIgnoreCase) || error.Kind == AmiErrorKind.PermissionDenied
                ? new AmiAuthenticationException(_options.Username, error.Message)
                : new AmiConnectException(AmiConnectFailure.LoginRefused, $"Asterisk refused the login: {error.Message}");
        }
    }

    /// <summary>Classes as the header Events takes them.</summary>
    internal static string MaskOf(AmiEventClasses classes) => classes switch
    {
        AmiEventClasses.All => "on",
        AmiEventClasses.None => "off",
        _ => string.Join(',', Enum.GetValues<AmiEventClasses>().Where(one => int.PopCount((int)one) == 1 && classes.HasFlag(one)).Select(one => one.ToString().ToLowerInvariant())),
    };

    private async Task<AmiBanner> ReadBannerAsync(CancellationToken cancellationToken)
    {
        AmiBanner banner;
        while (!_reader.TryReadBanner(out banner))
        {
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
        return banner;
    }

    // Before the login nothing else can be under way, and the refusal of a login need not carry its id.
    private async Task<AmiResponse> AskAsync(AmiAction action, CancellationToken cancellationToken)
    {
        await WriteAsync(action.ToBytes("login", _options.Encoding), cancellationToken).ConfigureAwait(false);
        while (true)
        {
            if (TryReadResponse() is { } message)
            {
                return new AmiResponse(action.Name, message);
            }
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private AmiMessage? TryReadResponse()
    {
        while (_reader.TryRead(out var block))
        {
            if (block.Kind == AmiBlockKind.Response)
            {
                return block.ToMessage();
            }
        }
        return null;
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        if (await ReceiveAsync(cancellationToken).ConfigureAwait(false) == 0)
        {
            throw new AmiConnectException(AmiConnectFailure.Closed, $"{_options.Host}:{_options.Port} closed the connection before the login was answered.");
        }
    }
}
