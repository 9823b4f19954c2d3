using System.Net;
using System.Net.Sockets;

namespace Tandem.Sip.Transport;

/// <summary>
/// SIP over TCP (RFC 3261 18): takes connections and opens them, and uses each one for requests and responses both ways (RFC 5923 in
/// spirit). A peer that is slow, silent or gone holds up nobody: each connection has its own bounded queue.
/// </summary>
public sealed class TcpTransport : ISipTransport
{
    private readonly SocketListener _listener;
    private readonly ConnectionTable _connections;

    /// <summary>Binds the listening socket.</summary>
    /// <param name="local">Address and port; port 0 takes a free one.</param>
    /// <param name="options">Settings; the defaults where null.</param>
    /// <param name="timeProvider">The clock of the time-outs; the system's where null.</param>
    /// <exception cref="SocketException">The address cannot be bound, for example because the port is in use.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public TcpTransport(IPEndPoint local, TcpTransportOptions? options = null, TimeProvider? timeProvider = null)
    {
        options ??= new TcpTransportOptions();
        options.Validate();
        timeProvider ??= TimeProvider.System;
        _listener = new SocketListener(local, timeProvider);
        _connections = new ConnectionTable(this, options, timeProvider, Open);
    }

    /// <inheritdoc/>
    public SipProtocol Protocol => SipProtocol.Tcp;

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
    public bool Send(ReadOnlyMemory<byte> message, IPEndPoint remote) => _connections.Send(message, remote, host: null);

    /// <inheritdoc/>
    public bool IsOpen(IPEndPoint remote) => _connections.IsOpen(remote);

    /// <summary>Closes the listening socket and all connections.</summary>
    public void Dispose()
    {
        _listener.Dispose();
        _connections.Dispose();
    }

    private void Accept(Socket socket, IPEndPoint remote)
    {
        if (_connections.TryAccept(remote, new StreamChannel(socket, target: null, secure: null), out var connection))
        {
            _ = _connections.RunAsync(connection);
        }
    }

    private StreamChannel? Open(IPEndPoint remote, string? host) =>
        _listener.Open(remote) is { } socket ? new StreamChannel(socket, remote, secure: null) : null;
}
