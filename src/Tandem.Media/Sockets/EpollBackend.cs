using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Tandem.Media.Sockets;

/// <summary>Linux: one epoll a poller, system calls without the runtime's socket layer.</summary>
[SupportedOSPlatform("linux")]
internal sealed class EpollBackend : DatagramBackend
{
    public override DatagramPoller CreatePoller() => new EpollPoller();

    protected override DatagramSocket Wrap(Socket socket) => new EpollSocket(socket);
}
