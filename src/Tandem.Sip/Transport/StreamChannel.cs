using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Transport;

/// <summary>A TCP connection, encrypted where there is a handshake to do: messages are cut out of its bytes.</summary>
/// <param name="socket">The socket; connected where the peer opened the connection. Owned.</param>
/// <param name="target">Whereto the connection is to be opened; null where the peer opened it.</param>
/// <param name="secure">Encrypts the stream; null for none.</param>
internal sealed class StreamChannel(Socket socket, IPEndPoint? target, Func<Stream, CancellationToken, Task<SslStream>>? secure) : IConnectionChannel
{
    private readonly SipStreamReader _reader = new(expectsPongs: target is not null);
    private Stream? _stream;
    private X509Certificate2? _certificate;

    /// <inheritdoc/>
    public bool HasPings => true;

    /// <inheritdoc/>
    public bool IsInMessage => _reader.IsInMessage;

    /// <inheritdoc/>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        socket.NoDelay = true;
        if (target is not null)
        {
            await socket.ConnectAsync(target, cancellationToken).ConfigureAwait(false);
        }
        var plain = new NetworkStream(socket, ownsSocket: false);
        if (secure is null)
        {
            _stream = plain;
            return;
        }
        var encrypted = await secure(plain, cancellationToken).ConfigureAwait(false);
        _certificate = encrypted.RemoteCertificate as X509Certificate2;
        _stream = encrypted;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReceiveAsync(bool discards)
    {
        var count = await _stream!.ReadAsync(_reader.GetMemory()).ConfigureAwait(false);
        if (!discards)
        {
            _reader.Advance(count);
        }
        return count > 0;
    }

    /// <inheritdoc/>
    public SipStreamFrame TryRead(out ReadOnlySpan<byte> bytes) => _reader.TryRead(out bytes, out _);

    /// <inheritdoc/>
    public ValueTask SendAsync(ReadOnlyMemory<byte> message) => _stream!.WriteAsync(message);

    /// <inheritdoc/>
    public bool Proves(string host) => secure is null || (_certificate?.MatchesHostname(host, allowWildcards: false) ?? false);

    /// <inheritdoc/>
    public void Abort() => socket.Dispose();

    /// <inheritdoc/>
    public void Release()
    {
        socket.Dispose();
        _stream?.Dispose();
    }
}
