using System.Net;
using System.Net.Sockets;

namespace Tandem.Sip.Transport;

/// <summary>
/// SIP over TLS (RFC 3261 26.2.1, RFC 5922): a <see cref="TcpTransport"/> whose connections are encrypted. A connection that is ours to open is
/// used only where the peer's certificate is good, and is for the host that the message is for, or the address where no host is known.
/// </summary>
public sealed class TlsTransport : ISipTransport
{
    private readonly SocketListener _listener;
    private readonly ConnectionTable _connections;
    private readonly TlsHandshake _handshake;

    /// <summary>Binds the listening socket.</summary>
    /// <param name="local">Address and port, usually 5061; port 0 takes a free one.</param>
    /// <param name="tls">Certificates.</param>
    /// <param name="options">Settings of the connections; the defaults where null.</param>
    /// <param name="timeProvider">The clock of the time-outs; the system's where null.</param>
    /// <exception cref="SocketException">The address cannot be bound, for example because the port is in use.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public TlsTransport(IPEndPoint local, SipTlsOptions tls, TcpTransportOptions? options = null, TimeProvider? timeProvider = null)
    {
        options ??= new TcpTransportOptions();
        options.Validate();
        timeProvider ??= TimeProvider.System;
        _handshake = new TlsHandshake(tls, timeProvider);
        try
        {
            _listener = new SocketListener(local, timeProvider);
        }
        catch
        {
            _handshake.Dispose();
            throw;
        }
        _connections = new ConnectionTable(this, options, timeProvider, Open);
    }

    /// <inheritdoc/>
    public SipProtocol Protocol => SipProtocol.Tls;

    /// <inheritdoc/>
    public IPEndPoint LocalEndPoint => _listener.LocalEndPoint;

    /// <summary>Connections now, those that are being opened included.</summary>
    public int Connections => _connections.Count;

    /// <inheritdoc/>
    public void Start(SipReceiveHandler receive, SipUndeliveredHandler undelivered)
    {
        _connections.Start(receive, undelivered);
        _ = _listener.RunAsync(Accept);
    }

    /// <inheritdoc/>
    public bool Send(ReadOnlyMemory<byte> message, IPEndPoint remote) => Send(message, remote, host: null);

    /// <inheritdoc/>
    public bool Send(ReadOnlyMemory<byte> message, IPEndPoint remote, string? host) => _connections.Send(message, remote, host);

    /// <inheritdoc/>
    public bool IsOpen(IPEndPoint remote) => _connections.IsOpen(remote);

    /// <summary>Closes the listening socket and all connections.</summary>
    public void Dispose()
    {
        _listener.Dispose();
        _connections.Dispose();
        _handshake.Dispose();
    }

    private void Accept(Socket socket, IPEndPoint remote)
    {
        if (_connections.TryAccept(remote, new StreamChannel(socket, target: null, _handshake.AcceptAsync), out var connection))
        {
            _ = _connections.RunAsync(connection);
        }
    }

    private StreamChannel? Open(IPEndPoint remote, string? host) => _listener.Open(remote) is { } socket
        ? new StreamChannel(socket, remote, (stream, cancellationToken) => _handshake.ConnectAsync(stream, host ?? remote.Address.ToString(), cancellationToken))
        : null;
}
