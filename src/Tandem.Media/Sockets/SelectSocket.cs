using System.Net;
using System.Net.Sockets;

namespace Tandem.Media.Sockets;

/// <summary>A socket by the runtime's non-blocking calls.</summary>
internal sealed class SelectSocket : DatagramSocket
{
    // SIO_UDP_CONNRESET: without it Windows fails a receive after a peer's port was unreachable.
    private const int UdpConnectionReset = unchecked((int)0x9800000C);

    private readonly SocketAddress _source;
    private readonly SocketAddress _destination;

    public SelectSocket(Socket socket)
        : base((IPEndPoint)socket.LocalEndPoint!)
    {
        Socket = socket;
        socket.Blocking = false;
        if (OperatingSystem.IsWindows())
            socket.IOControl(UdpConnectionReset, [0, 0, 0, 0], null);
        _source = new SocketAddress(socket.AddressFamily);
        _destination = new SocketAddress(socket.AddressFamily);
    }

    public Socket Socket { get; }

    public override int Receive(Span<byte> buffer, out TransportAddress source)
    {
        source = default;
        try
        {
            int length = Socket.ReceiveFrom(buffer, SocketFlags.None, _source);
            source = TransportAddress.FromNative(_source.Buffer.Span, Socket.AddressFamily);
            return length;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.MessageSize)
        {
            return buffer.Length;
        }
        catch (SocketException)
        {
            return -1;
        }
    }

    public override bool Send(ReadOnlySpan<byte> datagram, in TransportAddress destination)
    {
        int length = destination.ToNative(_destination.Buffer.Span, Socket.AddressFamily);
        if (length == 0)
            return false;
        _destination.Size = length;
        try
        {
            return Socket.SendTo(datagram, SocketFlags.None, _destination) == datagram.Length;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public override void Dispose() => Socket.Dispose();
}
