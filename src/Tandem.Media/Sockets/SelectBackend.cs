using System.Net.Sockets;

namespace Tandem.Media.Sockets;

/// <summary>Any system: the runtime's sockets and <see cref="Socket.Select(System.Collections.IList, System.Collections.IList, System.Collections.IList, int)"/>.</summary>
internal sealed class SelectBackend : DatagramBackend
{
    public override DatagramPoller CreatePoller() => new SelectPoller();

    protected override DatagramSocket Wrap(Socket socket) => new SelectSocket(socket);
}
