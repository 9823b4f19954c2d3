using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Tandem.Sip.Transport;

/// <summary>
/// The connections of a transport: uses each one for requests and responses both ways (RFC 5923 in spirit), bounds their number, and looks
/// after their time-outs.
/// </summary>
/// <param name="transport">The transport.</param>
/// <param name="options">Limits and time-outs.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="open">Makes the channel of a connection that is ours to open, to an address and for a host; null where that is not possible.</param>
internal sealed class ConnectionTable(
    ISipTransport transport, TcpTransportOptions options, TimeProvider timeProvider, Func<IPEndPoint, string?, IConnectionChannel?> open) : IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<IPEndPoint, SipConnection> _connections = new();
    private readonly Lock _admission = new();
    private readonly Dictionary<IPAddress, int> _accepted = [];
    private SipReceiveHandler? _receive;
    private SipUndeliveredHandler? _undelivered;
    private ITimer? _sweep;
    private volatile bool _stopping;

    public int Count => _connections.Count;

    public void Start(SipReceiveHandler receive, SipUndeliveredHandler undelivered)
    {
        ArgumentNullException.ThrowIfNull(receive);
        ArgumentNullException.ThrowIfNull(undelivered);
        _receive = receive;
        _undelivered = undelivered;
        _sweep = timeProvider.CreateTimer(static table => ((ConnectionTable)table!).Sweep(), this, SweepInterval, SweepInterval);
    }

    /// <summary>Sends by the connection to an address, or by a new one.</summary>
    /// <param name="message">The message.</param>
    /// <param name="remote">Where to.</param>
    /// <param name="host">The host that must be there; null where nobody is asked to prove it.</param>
    public bool Send(ReadOnlyMemory<byte> message, IPEndPoint remote, string? host)
    {
        ArgumentNullException.ThrowIfNull(remote);
        while (!_stopping)
        {
            if (_connections.TryGetValue(remote, out var connection))
            {
                if (!connection.IsFor(host))
                {
                    return false;
                }
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
            if (!TryOpen(remote, host))
            {
                return false;
            }
        }
        return false;
    }

    public bool IsOpen(IPEndPoint remote) => _connections.TryGetValue(remote, out var connection) && !connection.IsClosed;

    /// <summary>Takes a connection that a peer has opened.</summary>
    /// <param name="remote">The peer.</param>
    /// <param name="channel">What it runs over; released where it is not taken.</param>
    /// <param name="connection">The connection, to be run by the caller.</param>
    /// <returns>False where there are too many, of all peers or of this one.</returns>
    public bool TryAccept(IPEndPoint remote, IConnectionChannel channel, [NotNullWhen(true)] out SipConnection? connection)
    {
        connection = null;
        if (_stopping || _connections.Count >= options.MaxConnections || !TryCount(remote.Address))
        {
            channel.Release();
            return false;
        }
        connection = new SipConnection(this, channel, remote, host: null, isOutgoing: false, options, timeProvider);
        while (!_connections.TryAdd(remote, connection))
        {
            // The same port again: the connection before is dead, whether we have noticed or not.
            if (_connections.TryGetValue(remote, out var former))
            {
                former.Close();
                Forget(former);
            }
        }
        return true;
    }

    /// <summary>Serves a connection to its end. Never throws.</summary>
    public Task RunAsync(SipConnection connection)
    {
        var running = connection.RunAsync();
        if (_stopping)
        {
            connection.Close();
        }
        return running;
    }

    public bool Deliver(SipConnection connection, byte[] message) => _receive!(transport, connection.Remote, message);

    public void ReportUndelivered(SipConnection connection, ReadOnlyMemory<byte> message) => _undelivered!(transport, connection.Remote, message);

    public void Forget(SipConnection connection)
    {
        if (!_connections.TryRemove(new KeyValuePair<IPEndPoint, SipConnection>(connection.Remote, connection)) || connection.IsOutgoing)
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

    /// <summary>Closes all connections, and takes and opens no more.</summary>
    public void Dispose()
    {
        _stopping = true;
        _sweep?.Dispose();
        foreach (var connection in _connections.Values)
        {
            connection.Close();
        }
    }

    private bool TryOpen(IPEndPoint remote, string? host)
    {
        if (_connections.Count >= options.MaxConnections || open(remote, host) is not { } channel)
        {
            return false;
        }
        var connection = new SipConnection(this, channel, remote, host, isOutgoing: true, options, timeProvider);
        if (_connections.TryAdd(remote, connection))
        {
            _ = RunAsync(connection);
        }
        else
        {
            channel.Release();
        }
        return true;
    }

    private bool TryCount(IPAddress address)
    {
        lock (_admission)
        {
            var count = _accepted.GetValueOrDefault(address);
            if (count >= options.MaxConnectionsPerAddress)
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
