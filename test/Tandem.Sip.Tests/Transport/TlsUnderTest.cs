using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using Tandem.Sip.Testing;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Tests.Transport;

/// <summary>An encrypted transport on loopback with a clock that stands still, and what it has said.</summary>
internal sealed class TlsUnderTest : IDisposable
{
    private readonly Channel<(IPEndPoint Remote, string Message)> _received = Channel.CreateUnbounded<(IPEndPoint, string)>();
    private readonly Channel<string> _undelivered = Channel.CreateUnbounded<string>();
    private readonly Channel<Exception?> _refreshed = Channel.CreateUnbounded<Exception?>();

    public TlsUnderTest(TestAuthority authority, string certificate, ClientCertificateMode clients = ClientCertificateMode.None, string? password = null)
    {
        var tls = new SipTlsOptions
        {
            Certificate = SipCertificate.Load(certificate, password: password),
            ClientCertificates = clients,
            TrustedAuthorities = authority.Trusted,
            Refreshed = exception => _refreshed.Writer.TryWrite(exception),
        };
        Transport = new TlsTransport(new IPEndPoint(IPAddress.Loopback, 0), tls, timeProvider: Clock);
        Transport.Start(
            (_, remote, message) => _received.Writer.TryWrite((remote, Encoding.UTF8.GetString(message))),
            (_, _, message) => _undelivered.Writer.TryWrite(Encoding.UTF8.GetString(message.Span)));
    }

    public ManualTimeProvider Clock { get; } = new();

    public TlsTransport Transport { get; }

    public IPEndPoint EndPoint => Transport.LocalEndPoint;

    public bool Send(string message, TlsUnderTest to, string? host) => Transport.Send(Encoding.UTF8.GetBytes(message), to.EndPoint, host);

    public Task<(IPEndPoint Remote, string Message)> ReceiveAsync() => _received.Reader.ReadAsync().AsTask().WaitAsync(TcpPeer.Patience);

    public Task<string> UndeliveredAsync() => _undelivered.Reader.ReadAsync().AsTask().WaitAsync(TcpPeer.Patience);

    /// <summary>Lets a look at the certificate's files come about.</summary>
    /// <returns>What it said.</returns>
    public Task<Exception?> RefreshAsync()
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        return _refreshed.Reader.ReadAsync().AsTask().WaitAsync(TcpPeer.Patience);
    }

    /// <summary>Connects as a peer that takes any certificate.</summary>
    public async Task<SslStream> ConnectAsync(X509Certificate2? own = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(EndPoint).WaitAsync(TcpPeer.Patience);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "a.test",
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
            LocalCertificateSelectionCallback = own is null ? null : (_, _, _, _, _) => own,
        };
        await stream.AuthenticateAsClientAsync(options).WaitAsync(TcpPeer.Patience);
        return stream;
    }

    public void Dispose() => Transport.Dispose();
}
