using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tandem.Sip.Transport;

/// <summary>
/// SIP over TCP (RFC 3261 18): takes connections and opens them, and uses each one for requests and responses both ways (RFC 5923 in
/// spirit). A peer that is slow, silent or gone holds up nobody: each connection has its own bounded queue.
/// </summary>
public sealed class TcpTransport : ISipTransport
{
    private const int Backlog = 1024;
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AcceptRetry = TimeSpan.FromMilliseconds(100);

    private readonly Socket _listener;
    private readonly TcpTransportOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ConcurrentDictionary<IPEndPoint, TcpConnection> _connections = new();
    private readonly Lock _admission = new();
    private readonly Dictionary<IPAddress, int> _accepted = [];
    private SipReceiveHandler? _receive;
    private SipUndeliveredHandler? _undelivered;
    private ITimer? _sweep;
    private volatile bool _stopping;

    /// <summary>Binds the listening socket.</summary>
    /// <param name="local">Address and port; port 0 takes a free one.</param>
    /// <param name="options">Settings; the defaults where null.</param>
    /// <param name="timeProvider">The clock of the time-outs; the system's where null.</param>
    /// <exception cref="SocketException">The address cannot be bound, for example because the port is in use.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public TcpTransport(IPEndPoint local, TcpTransportOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(local);
        _options = options ?? new TcpTransportOptions();
        _options.Validate();
        _timeProvider = timeProvider ?? TimeProvider.System;
        _listener = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (local.AddressFamily == AddressFamily.InterNetworkV6)
            {
                _listener.DualMode = false;
            }
            _listener.Bind(local);
            _listener.Listen(Backlog);
        }
        catch
        {
            _listener.Dispose();
            throw;
        }
        LocalEndPoint = (IPEndPoint)_listener.LocalEndPoint!;
    }

    /// <inheritdoc/>
    public SipProtocol Protocol => SipProtocol.Tcp;

    /// <inheritdoc/>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>Connections now, those that are being opened included.</summary>
    public int Connections => _connections.Count;

    /// <inheritdoc/>
    public void Start(SipReceiveHandler receive, SipUndeliveredHandler undelivered)
    {
        ArgumentNullException.ThrowIfNull(receive);
        ArgumentNullException.ThrowIfNull(undelivered);
        _receive = receive;
        _undelivered = undelivered;
        _sweep = _timeProvider.CreateTimer(static transport => ((TcpTransport)transport!).Sweep(), this, SweepInterval, SweepInterval);
        _ = AcceptAsync();
    }

    /// <inheritdoc/>
    public bool Send(ReadOnlyMemory<byte> message, IPEndPoint remote)
    {
        ArgumentNullException.ThrowIfNull(remote);
        while (!_stopping)
        {
            if (_connections.TryGetValue(remote, out var connection))
            {
                if (connection.TrySend(message))
                {
                    return true;
                }
                if (!connection.IsClosed)
                {
                    connection.Close();
                    return false;
                }
                Forget(connection);
            }
            if (!TryOpen(remote))
            {
                return false;
            }
        }
        return false;
    }

    /// <inheritdoc/>
    public bool IsOpen(IPEndPoint remote) => _connections.TryGetValue(remote, out var connection) && !connection.IsClosed;

    /// <summary>Closes the listening socket and all connections.</summary>
    public void Dispose()
    {
        _stopping = true;
        _sweep?.Dispose();
        _listener.Dispose();
        foreach (var connection in _connections.Values)
        {
            connection.Close();
        }
    }

    internal bool Deliver(TcpConnection connection, byte[] message) => _receive!(this, connection.Remote, message);

    internal void ReportUndelivered(TcpConnection connection, ReadOnlyMemory<byte> message) => _undelivered!(this, connection.Remote, message);

    internal void Forget(TcpConnection connection)
    {
        if (!_connections.TryRemove(new KeyValuePair<IPEndPoint, TcpConnection>(connection.Remote, connection)) || connection.IsOutgoing)
        {
            return;
        }
        lock (_admission)
        {
            var left = _accepted[connection.Remote.Address] - 1;
            if (left == 0)
            {
                _accepted.Remove(connection.Remote.Address);
            }
            else
            {
                _accepted[connection.Remote.Address] = left;
            }
        }
    }

    private bool TryOpen(IPEndPoint remote)
    {
        if (_connections.Count >= _options.MaxConnections)
        {
            return false;
        }
        Socket? socket = null;
        try
        {
            socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (!LocalEndPoint.Address.Equals(IPAddress.Any) && !LocalEndPoint.Address.Equals(IPAddress.IPv6Any))
            {
                // A peer shall see the address that it knows us by.
                socket.Bind(new IPEndPoint(LocalEndPoint.Address, 0));
            }
        }
        catch (SocketException)
        {
            socket?.Dispose();
            return false;
        }
        var connection = new TcpConnection(this, socket, remote, isOutgoing: true, _options, _timeProvider);
        if (_connections.TryAdd(remote, connection))
        {
            Run(connection);
        }
        else
        {
            socket.Dispose();
        }
        return true;
    }

    private async Task AcceptAsync()
    {
        while (!_stopping)
        {
            try
            {
                Admit(await _listener.AcceptAsync().ConfigureAwait(false));
            }
            catch (SocketException) when (!_stopping)
            {
                // The peer is gone already, or there are no descriptors left: the next may have better luck.
                await Task.Delay(AcceptRetry, _timeProvider).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Admit(Socket socket)
    {
        if (RemoteOf(socket) is not { } remote || _connections.Count >= _options.MaxConnections || !TryCount(remote.Address))
        {
            socket.Dispose();
            return;
        }
        var connection = new TcpConnection(this, socket, remote, isOutgoing: false, _options, _timeProvider);
        while (!_connections.TryAdd(remote, connection))
        {
            // The same port again: the connection before is dead, whether we have noticed or not.
            if (_connections.TryGetValue(remote, out var former))
            {
                former.Close();
                Forget(former);
            }
        }
        Run(connection);
    }

    private void Run(TcpConnection connection)
    {
        _ = connection.RunAsync();
        if (_stopping)
        {
            connection.Close();
        }
    }

    private static IPEndPoint? RemoteOf(Socket socket)
    {
        try
        {
            return (IPEndPoint?)socket.RemoteEndPoint;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private bool TryCount(IPAddress address)
    {
        lock (_admission)
        {
            var count = _accepted.GetValueOrDefault(address);
            if (count >= _options.MaxConnectionsPerAddress)
            {
                return false;
            }
            _accepted[address] = count + 1;
            return true;
        }
    }

    private void Sweep()
    {
        foreach (var connection in _connections.Values)
        {
            connection.Check();
        }
    }
}
