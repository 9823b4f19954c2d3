using System.Net;
using System.Net.Sockets;
using Tandem.Media.Sockets;

namespace Tandem.Media.Tests.Sockets;

public class DatagramBackendTests
{
    private static readonly string[] Names = OperatingSystem.IsLinux() ? ["epoll", "select"] : ["select"];

    public static TheoryData<string> Backends => [.. Names];

    [Theory, MemberData(nameof(Backends))]
    public void ATakenPortIsTold(string backend)
    {
        using DatagramSocket first = Backend(backend).Bind(IPAddress.Loopback, 0);

        var failure = Assert.Throws<SocketException>(() => Backend(backend).Bind(IPAddress.Loopback, first.LocalEndPoint.Port));

        Assert.Equal(SocketError.AddressAlreadyInUse, failure.SocketErrorCode);
    }

    [Theory, MemberData(nameof(Backends))]
    public void AnAddressOfAnotherMachineIsTold(string backend)
    {
        var failure = Assert.Throws<SocketException>(() => Backend(backend).Bind(IPAddress.Parse("192.0.2.1"), 0));

        Assert.Equal(SocketError.AddressNotAvailable, failure.SocketErrorCode);
    }

    [Theory, MemberData(nameof(Backends))]
    public void AClosedPortCanBeBoundAgainAndAClosedSocketSendsNothing(string backend)
    {
        DatagramSocket first = Backend(backend).Bind(IPAddress.Loopback, 0);
        int port = first.LocalEndPoint.Port;
        first.Dispose();
        first.Dispose();

        using DatagramSocket second = Backend(backend).Bind(IPAddress.Loopback, port);

        Assert.Equal(port, second.LocalEndPoint.Port);
        if (backend == "epoll")
            Assert.False(first.Send([1], TransportAddress.From(second.LocalEndPoint)));
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("::", "::1")]
    [InlineData("::", "127.0.0.1")]
    public void DatagramsOfItsFamiliesArriveAndTheirSourceIsTold(string local, string through)
    {
        foreach (string backend in Names)
        {
            using DatagramSocket socket = Backend(backend).Bind(IPAddress.Parse(local), 0);
            var address = IPAddress.Parse(through);
            using var peer = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            peer.Bind(new IPEndPoint(address, 0));

            // On loopback a datagram is there when its sending returns.
            peer.SendTo([7, 8, 9], new IPEndPoint(address, socket.LocalEndPoint.Port));
            byte[] buffer = new byte[16];
            int length = socket.Receive(buffer, out TransportAddress source);

            Assert.Equal([7, 8, 9], buffer[..Math.Max(0, length)]);
            Assert.Equal(peer.LocalEndPoint, source.ToIPEndPoint());
            Assert.True(socket.Send([1, 2], source));
            peer.ReceiveTimeout = 5_000;
            Assert.Equal(2, peer.Receive(buffer));
        }
    }

    private static DatagramBackend Backend(string name) => name == "epoll" && OperatingSystem.IsLinux() ? new EpollBackend() : new SelectBackend();
}
