using System.Net;
using System.Net.Sockets;

namespace Tandem.Sip.Transport;

/// <summary>A listening TCP socket, and sockets that are opened from its address.</summary>
internal sealed class SocketListener : IDisposable
{
    private const int Backlog = 1024;
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly TimeProvider _timeProvider;
    private volatile bool _stopping;

    /// <summary>Binds the socket.</summary>
    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public SocketListener(IPEndPoint local, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(local);
        _timeProvider = timeProvider;
        _socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (local.AddressFamily == AddressFamily.InterNetworkV6)
            {
                _socket.DualMode = false;
            }
            _socket.Bind(local);
            _socket.Listen(Backlog);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
        LocalEndPoint = (IPEndPoint)_socket.LocalEndPoint!;
    }

    public IPEndPoint LocalEndPoint { get; }

    /// <summary>Takes connections until it is disposed of.</summary>
    /// <param name="accept">Gets each socket with its peer.</param>
    public async Task RunAsync(Action<Socket, IPEndPoint> accept)
    {
        while (!_stopping)
        {
            try
            {
                var socket = await _socket.AcceptAsync().ConfigureAwait(false);
                if (RemoteOf(socket) is { } remote)
                {
                    accept(socket, remote);
                }
                else
                {
                    socket.Dispose();
                }
            }
            catch (SocketException) when (!_stopping)
            {
                // The peer is gone already, or there are no descriptors left: the next may have better luck.
                await Task.Delay(Retry, _timeProvider).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    /// <summary>A socket to open a connection with; null where the system gives none.</summary>
    public Socket? Open(IPEndPoint remote)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (!LocalEndPoint.Address.Equals(IPAddress.Any) && !LocalEndPoint.Address.Equals(IPAddress.IPv6Any))
            {
                // A peer shall see the address that it knows us by.
                socket.Bind(new IPEndPoint(LocalEndPoint.Address, 0));
            }
            return socket;
        }
        catch (SocketException)
        {
            socket?.Dispose();
            return null;
        }
    }

    public void Dispose()
    {
        _stopping = true;
        _socket.Dispose();
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
}
