using System.Net;
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

    public EpollSocket(int descriptor, IPEndPoint localEndPoint)
        : base(localEndPoint)
    {
        Descriptor = descriptor;
        _family = localEndPoint.AddressFamily;
        _nativeFamily = LinuxNative.FamilyOf(_family);
    }

    /// <summary>The file descriptor; -1 once closed, as its number may be another file's by then.</summary>
    public int Descriptor { get; private set; }

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

    public override void Dispose()
    {
        if (Descriptor < 0)
            return;
        LinuxNative.Close(Descriptor);
        Descriptor = -1;
    }
}
