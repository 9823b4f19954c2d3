using System.Net;
using System.Net.Sockets;

namespace Tandem.Media.Sockets;

/// <summary>Makes the sockets and pollers of one way of doing it.</summary>
internal abstract class DatagramBackend
{
    /// <summary>The best for this system: epoll on Linux, select elsewhere.</summary>
    public static DatagramBackend ForThisSystem => OperatingSystem.IsLinux() ? new EpollBackend() : new SelectBackend();

    public abstract DatagramPoller CreatePoller();

    /// <summary>Binds a socket.</summary>
    /// <exception cref="SocketException">The address or port is not to be had.</exception>
    public DatagramSocket Bind(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            socket.Bind(new IPEndPoint(address, port));
            return Wrap(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    protected abstract DatagramSocket Wrap(Socket socket);
}
