using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;

namespace Tandem.Media.Sockets;

/// <summary>A socket received from and sent on by plain system calls, without allocating.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class EpollSocket : DatagramSocket
{
    private readonly AddressFamily _family;
    private readonly ushort _nativeFamily;

    public EpollSocket(Socket socket)
        : base(socket)
    {
        Descriptor = (int)socket.SafeHandle.DangerousGetHandle();
        _family = socket.AddressFamily;
        _nativeFamily = _family == AddressFamily.InterNetwork ? LinuxNative.FamilyInet : LinuxNative.FamilyInet6;
    }

    public int Descriptor { get; }

    [SkipLocalsInit]
    public override int Receive(Span<byte> buffer, out TransportAddress source)
    {
        byte* address = stackalloc byte[TransportAddress.MaxNativeSize];
        int addressLength = TransportAddress.MaxNativeSize;
        nint length;
        fixed (byte* bytes = buffer)
            length = LinuxNative.ReceiveFrom(Descriptor, bytes, (nuint)buffer.Length, LinuxNative.MessageDontWait, address, &addressLength);
        if (length < 0)
        {
            source = default;
            return -1;
        }

        source = TransportAddress.FromNative(new ReadOnlySpan<byte>(address, TransportAddress.MaxNativeSize), _family);
        return (int)length;
    }

    [SkipLocalsInit]
    public override bool Send(ReadOnlySpan<byte> datagram, in TransportAddress destination)
    {
        byte* address = stackalloc byte[TransportAddress.MaxNativeSize];
        int addressLength = destination.ToNative(new Span<byte>(address, TransportAddress.MaxNativeSize), _family);
        if (addressLength == 0)
            return false;
        *(ushort*)address = _nativeFamily;
        fixed (byte* bytes = datagram)
            return LinuxNative.SendTo(Descriptor, bytes, (nuint)datagram.Length, LinuxNative.MessageDontWait, address, addressLength) >= 0;
    }
}
