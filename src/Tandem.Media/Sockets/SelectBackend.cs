using System.Net;
using System.Net.Sockets;

namespace Tandem.Media.Sockets;

/// <summary>Any system: the runtime's sockets and <see cref="Socket.Select(System.Collections.IList, System.Collections.IList, System.Collections.IList, int)"/>.</summary>
internal sealed class SelectBackend : DatagramBackend
{
    public override DatagramPoller CreatePoller() => new SelectPoller();

    public override DatagramSocket Bind(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            socket.Bind(new IPEndPoint(address, port));
            return new SelectSocket(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
