using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Tandem.Media.Sockets;

/// <summary>The system calls of the Linux backend.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class LinuxNative
{
    public const int EpollCloseOnExec = 0x80000;
    public const int EpollAdd = 1;
    public const int EpollDelete = 2;
    public const uint EpollIn = 1;
    public const uint EpollEdge = 1u << 31;
    public const int EventNonBlocking = 0x800;
    public const int EventCloseOnExec = 0x80000;
    public const int MessageDontWait = 0x40;
    public const int SocketDatagram = 2;
    public const int SocketCloseOnExec = 0x80000;
    public const int LevelIPv6 = 41;
    public const int OptionIPv6Only = 26;
    public const int AccessDenied = 13;
    public const int TooManyFilesOfAll = 23;
    public const int TooManyFiles = 24;
    public const int AddressInUse = 98;
    public const int AddressNotAvailable = 99;
    private const ushort FamilyInet = 2;
    private const ushort FamilyInet6 = 10;

    public static ushort FamilyOf(AddressFamily family) => family == AddressFamily.InterNetwork ? FamilyInet : FamilyInet6;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(int descriptor, int level, int option, void* value, int length);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int descriptor, byte* address, int addressLength);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    public static partial int LocalAddress(int descriptor, byte* address, int* addressLength);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, int descriptor, byte* @event);

    [LibraryImport("libc", EntryPoint = "epoll_wait")]
    public static partial int EpollWait(int epoll, byte* events, int count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventDescriptor(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "write")]
    public static partial nint Write(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "recvfrom")]
    public static partial nint ReceiveFrom(int descriptor, byte* buffer, nuint length, int flags, byte* address, int* addressLength);

    [LibraryImport("libc", EntryPoint = "sendto")]
    public static partial nint SendTo(int descriptor, byte* buffer, nuint length, int flags, byte* address, int addressLength);
}
