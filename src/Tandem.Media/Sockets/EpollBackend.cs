using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Tandem.Media.Sockets;

/// <summary>
/// Linux: one epoll a poller, system calls without the runtime's socket layer. A call opens four sockets, and the runtime's have a finalizer each.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class EpollBackend : DatagramBackend
{
    public override DatagramPoller CreatePoller() => new EpollPoller();

    [SkipLocalsInit]
    public override DatagramSocket Bind(IPAddress address, int port)
    {
        AddressFamily family = address.AddressFamily;
        ushort nativeFamily = LinuxNative.FamilyOf(family);
        int descriptor = LinuxNative.Socket(nativeFamily, LinuxNative.SocketDatagram | LinuxNative.SocketCloseOnExec, 0);
        if (descriptor < 0)
            throw Failure();
        try
        {
            if (family == AddressFamily.InterNetworkV6)
            {
                int only = address.Equals(IPAddress.IPv6Any) ? 0 : 1;
                Check(LinuxNative.SetOption(descriptor, LinuxNative.LevelIPv6, LinuxNative.OptionIPv6Only, &only, sizeof(int)));
            }

            byte* native = stackalloc byte[TransportAddress.MaxNativeSize];
            int length = TransportAddress.From(address, (ushort)port).ToNative(new Span<byte>(native, TransportAddress.MaxNativeSize), family);
            *(ushort*)native = nativeFamily;
            Check(LinuxNative.Bind(descriptor, native, length));
            length = TransportAddress.MaxNativeSize;
            Check(LinuxNative.LocalAddress(descriptor, native, &length));
            int bound = TransportAddress.FromNative(new ReadOnlySpan<byte>(native, TransportAddress.MaxNativeSize), family).Port;
            return new EpollSocket(descriptor, new IPEndPoint(address, bound));
        }
        catch
        {
            LinuxNative.Close(descriptor);
            throw;
        }
    }

    private static void Check(int result)
    {
        if (result < 0)
            throw Failure();
    }

    private static SocketException Failure() => new((int)(Marshal.GetLastPInvokeError() switch
    {
        LinuxNative.AccessDenied => SocketError.AccessDenied,
        LinuxNative.TooManyFiles or LinuxNative.TooManyFilesOfAll => SocketError.TooManyOpenSockets,
        LinuxNative.AddressInUse => SocketError.AddressAlreadyInUse,
        LinuxNative.AddressNotAvailable => SocketError.AddressNotAvailable,
        _ => SocketError.SocketError,
    }));
}
