using System.Net;
using System.Net.Sockets;

namespace Tandem.Media.Sockets;

/// <summary>Makes the sockets and pollers of one way of doing it.</summary>
internal abstract class DatagramBackend
{
    /// <summary>The best for this system: epoll on Linux, select elsewhere.</summary>
    public static DatagramBackend ForThisSystem => OperatingSystem.IsLinux() ? new EpollBackend() : new SelectBackend();

    public abstract DatagramPoller CreatePoller();

    /// <summary>Binds a socket; one for all addresses of IPv6 serves those of IPv4 too.</summary>
    /// <param name="address">The local address.</param>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <exception cref="SocketException">The address or port is not to be had.</exception>
    public abstract DatagramSocket Bind(IPAddress address, int port);
}
