using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace Tandem.Sip.Transport;

/// <summary>
/// SIP over WebSocket (RFC 7118). It takes WebSockets that a web server has opened (<see cref="ServeAsync"/>), or listens by itself
/// (<see cref="Listen"/>). It opens none: a peer is reached by the connection that it has opened, whatever its Via and Contact say, which name
/// no host that could be reached.
/// </summary>
public sealed class WebSocketTransport : ISipTransport
{
    /// <summary>The subprotocol that both sides agree on (RFC 7118 4.1).</summary>
    public const string SubProtocol = "sip";

    private readonly SocketListener? _listener;
    private readonly TlsHandshake? _handshake;
    private readonly WebSocketListenOptions _listen;
    private readonly ConnectionTable _connections;

    /// <summary>Makes a transport for WebSockets that a web server opens.</summary>
    /// <param name="local">Where the web server listens: what peers are told as our address.</param>
    /// <param name="isSecure">Whether it speaks TLS.</param>
    /// <param name="options">Settings of the connections; the defaults where null.</param>
    /// <param name="timeProvider">The clock of the time-outs; the system's where null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public WebSocketTransport(IPEndPoint local, bool isSecure, TcpTransportOptions? options = null, TimeProvider? timeProvider = null)
        : this(listener: null, handshake: null, new WebSocketListenOptions(), options, timeProvider ?? TimeProvider.System)
    {
        ArgumentNullException.ThrowIfNull(local);
        LocalEndPoint = local;
        Protocol = isSecure ? SipProtocol.Wss : SipProtocol.Ws;
    }

    private WebSocketTransport(
        SocketListener? listener, TlsHandshake? handshake, WebSocketListenOptions listen, TcpTransportOptions? options, TimeProvider timeProvider)
    {
        options ??= new TcpTransportOptions();
        options.Validate();
        _listener = listener;
        _handshake = handshake;
        _listen = listen;
        _connections = new ConnectionTable(this, options, timeProvider, static (_, _) => null);
        LocalEndPoint = listener?.LocalEndPoint ?? new IPEndPoint(IPAddress.Any, 0);
        Protocol = handshake is null ? SipProtocol.Ws : SipProtocol.Wss;
    }

    /// <inheritdoc/>
    public SipProtocol Protocol { get; }

    /// <inheritdoc/>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>Connections now.</summary>
    public int Connections => _connections.Count;

    /// <summary>Makes a transport that listens by itself, for a program without a web server. Every path is served.</summary>
    /// <param name="local">Address and port; port 0 takes a free one.</param>
    /// <param name="listen">How it listens; the defaults where null.</param>
    /// <param name="options">Settings of the connections; the defaults where null.</param>
    /// <param name="timeProvider">The clock of the time-outs; the system's where null.</param>
    /// <exception cref="SocketException">The address cannot be bound, for example because the port is in use.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static WebSocketTransport Listen(
        IPEndPoint local, WebSocketListenOptions? listen = null, TcpTransportOptions? options = null, TimeProvider? timeProvider = null)
    {
        listen ??= new WebSocketListenOptions();
        timeProvider ??= TimeProvider.System;
        options?.Validate();
        var listener = new SocketListener(local, timeProvider);
        try
        {
            return new WebSocketTransport(listener, listen.Tls is null ? null : new TlsHandshake(listen.Tls, timeProvider), listen, options, timeProvider);
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>Serves a WebSocket to its end. Too many of one address are closed at once.</summary>
    /// <param name="socket">Open, of the subprotocol <see cref="SubProtocol"/>; it is disposed of here.</param>
    /// <param name="remote">The peer.</param>
    /// <returns>The peer's address as messages from it carry it: another port where a WebSocket of this one is open, as several may share a connection of HTTP/2.</returns>
    /// <exception cref="ArgumentException">The WebSocket is of another subprotocol.</exception>
    public async Task<IPEndPoint> ServeAsync(WebSocket socket, IPEndPoint remote)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(remote);
        if (!string.Equals(socket.SubProtocol, SubProtocol, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"A WebSocket of the subprotocol {SubProtocol} is wanted.", nameof(socket));
        }
        while (_connections.IsOpen(remote))
        {
            remote = new IPEndPoint(remote.Address, (remote.Port % ushort.MaxValue) + 1);
        }
        if (_connections.TryAccept(remote, new WebSocketChannel(_ => Task.FromResult(socket), socket.Abort), out var connection))
        {
            await _connections.RunAsync(connection).ConfigureAwait(false);
        }
        socket.Dispose();
        return remote;
    }

    /// <inheritdoc/>
    public void Start(SipReceiveHandler receive, SipUndeliveredHandler undelivered)
    {
        _connections.Start(receive, undelivered);
        _ = _listener?.RunAsync(Accept);
    }

    /// <inheritdoc/>
    public bool Send(ReadOnlyMemory<byte> message, IPEndPoint remote) => _connections.Send(message, remote, host: null);

    /// <inheritdoc/>
    public bool IsOpen(IPEndPoint remote) => _connections.IsOpen(remote);

    /// <summary>Closes the listening socket, where there is one, and all connections.</summary>
    public void Dispose()
    {
        _listener?.Dispose();
        _connections.Dispose();
        _handshake?.Dispose();
    }

    private void Accept(Socket socket, IPEndPoint remote)
    {
        if (_connections.TryAccept(remote, new WebSocketChannel(cancellationToken => OpenAsync(socket, cancellationToken), socket.Dispose), out var connection))
        {
            _ = _connections.RunAsync(connection);
        }
    }

    private async Task<WebSocket> OpenAsync(Socket socket, CancellationToken cancellationToken)
    {
        socket.NoDelay = true;
        Stream stream = new NetworkStream(socket, ownsSocket: false);
        if (_handshake is not null)
        {
            stream = await _handshake.AcceptAsync(stream, cancellationToken).ConfigureAwait(false);
        }
        return await WebSocketHandshake.AcceptAsync(stream, _listen, cancellationToken).ConfigureAwait(false);
    }
}
