using System.Net;
using System.Net.Sockets;
using System.Text;
using FsCheck.Fluent;
using Tandem.Sip.Messages;
using Tandem.Sip.Tests.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Tests.Transport;

public sealed class TcpTransportTests
{
    private static readonly string Message = Samples.Options("Content-Length: 0\r\n");

    [Fact]
    public void Messages_arrive_whole_wherever_the_network_cuts_them()
    {
        using var tcp = new TcpUnderTest();
        var stream = Encoding.UTF8.GetBytes(Samples.Invite + "\r\n\r\n" + Samples.Options("Content-Length: 4\r\n") + "body" + Message);
        string[] expected = [Samples.Invite, Samples.Options("Content-Length: 4\r\n") + "body", Message];
        Prop.ForAll(Gen.Choose(1, 700).NonEmptyListOf().ToArbitrary(), sizes => Deliver(tcp, stream, sizes).SequenceEqual(expected)).CheckAlways();
    }

    [Fact]
    public async Task An_answer_takes_the_connection_on_which_the_request_came()
    {
        using var tcp = new TcpUnderTest();
        using var peer = await tcp.ConnectAsync();
        await peer.SendAsync(Message);
        var (remote, _) = await tcp.ReceiveAsync();

        Assert.Equal(peer.Local, remote);
        Assert.True(tcp.Transport.IsOpen(remote));
        Assert.True(tcp.Transport.Send(Encoding.UTF8.GetBytes(Message), remote));
        Assert.Equal(SipMethod.Options, (await peer.ReadMessageAsync()).Method);
        Assert.Equal(1, tcp.Transport.Connections);
    }

    [Fact]
    public async Task Messages_to_one_address_share_one_connection_that_is_opened_for_the_first()
    {
        using var tcp = new TcpUnderTest();
        using var other = new TcpUnderTest();
        for (var i = 0; i < 20; i++)
        {
            Assert.True(tcp.Transport.Send(Encoding.UTF8.GetBytes(Samples.Options($"X-N: {i}\r\nContent-Length: 0\r\n")), other.Transport.LocalEndPoint));
        }
        for (var i = 0; i < 20; i++)
        {
            Assert.Contains($"X-N: {i}\r\n", await other.ReceiveTextAsync(), StringComparison.Ordinal);
        }

        Assert.Equal((1, 1), (tcp.Transport.Connections, other.Transport.Connections));
    }

    [Fact]
    public async Task A_refused_connection_gives_every_message_back()
    {
        using var tcp = new TcpUnderTest();
        Assert.True(tcp.Transport.Send(Encoding.UTF8.GetBytes("one 1"), ClosedPort()));

        Assert.Equal("one 1", await tcp.UndeliveredAsync());
        await tcp.UntilConnectionsAsync(0);
    }

    [Fact]
    public async Task After_a_connection_broke_the_next_message_opens_another()
    {
        using var tcp = new TcpUnderTest();
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var remote = (IPEndPoint)listener.LocalEndPoint!;
        tcp.Transport.Send(Encoding.UTF8.GetBytes(Message), remote);
        using (var first = new TcpPeer(await listener.AcceptAsync().WaitAsync(TcpPeer.Patience)))
        {
            await first.ReadMessageAsync();
            first.Reset();
        }
        await tcp.UntilConnectionsAsync(0);
        Assert.False(tcp.Transport.IsOpen(remote));

        Assert.True(tcp.Transport.Send(Encoding.UTF8.GetBytes(Message), remote));
        using var second = new TcpPeer(await listener.AcceptAsync().WaitAsync(TcpPeer.Patience));
        Assert.Equal(SipMethod.Options, (await second.ReadMessageAsync()).Method);
    }

    [Fact]
    public async Task What_an_overloaded_receiver_does_not_take_comes_later_and_in_order()
    {
        using var tcp = new TcpUnderTest { IsOverloaded = true };
        using var peer = await tcp.ConnectAsync();
        for (var i = 0; i < 10; i++)
        {
            await peer.SendAsync(Samples.Options($"X-N: {i}\r\nContent-Length: 0\r\n"));
        }
        await tcp.Refused;
        tcp.IsOverloaded = false;
        var first = tcp.ReceiveTextAsync();
        while (!first.IsCompleted)
        {
            tcp.Clock.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        Assert.Contains("X-N: 0\r\n", await first, StringComparison.Ordinal);
        for (var i = 1; i < 10; i++)
        {
            Assert.Contains($"X-N: {i}\r\n", await tcp.ReceiveTextAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_ping_is_answered_by_a_pong()
    {
        using var tcp = new TcpUnderTest();
        using var peer = await tcp.ConnectAsync();
        await peer.SendAsync("\r\n\r\n");

        Assert.Equal(SipStreamFrame.Pong, (await peer.ReadAsync()).Frame);
    }

    [Fact]
    public async Task A_silent_peer_gets_pings_and_is_let_go_in_the_end()
    {
        using var tcp = new TcpUnderTest(new TcpTransportOptions { KeepAliveInterval = TimeSpan.FromSeconds(30), IdleTimeout = TimeSpan.FromMinutes(5) });
        using var peer = await tcp.ConnectAsync();
        await peer.SendAsync(Message);
        await tcp.ReceiveAsync();
        tcp.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(SipStreamFrame.Ping, (await peer.ReadAsync()).Frame);
        tcp.Clock.Advance(TimeSpan.FromMinutes(5));

        await peer.AssertClosedAsync();
        await tcp.UntilConnectionsAsync(0);
    }

    [Fact]
    public async Task A_peer_that_used_to_answer_pings_and_does_no_more_is_let_go()
    {
        using var tcp = new TcpUnderTest(new TcpTransportOptions { KeepAliveInterval = TimeSpan.FromSeconds(30) });
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        tcp.Transport.Send(Encoding.UTF8.GetBytes(Message), (IPEndPoint)listener.LocalEndPoint!);
        using var peer = new TcpPeer(await listener.AcceptAsync().WaitAsync(TcpPeer.Patience));
        await peer.ReadMessageAsync();
        tcp.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(SipStreamFrame.Ping, (await peer.ReadAsync()).Frame);
        await peer.SendAsync("\r\n" + Message);
        await tcp.ReceiveAsync();
        tcp.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(SipStreamFrame.Ping, (await peer.ReadAsync()).Frame);
        tcp.Clock.Advance(TimeSpan.FromSeconds(11));

        await peer.AssertClosedAsync();
        await tcp.UntilConnectionsAsync(0);
    }

    [Fact]
    public async Task A_message_that_comes_too_slowly_closes_its_connection()
    {
        using var tcp = new TcpUnderTest();
        using var peer = await tcp.ConnectAsync();
        await peer.SendAsync(Message + "REGISTER sip:h SIP/2.0\r\nX: ");
        await tcp.ReceiveAsync();
        var seconds = 0;
        for (; tcp.Transport.Connections > 0; seconds++)
        {
            tcp.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.True(seconds < 1000, "a byte now and then keeps the connection open");
            await TrickleAsync(peer);
        }

        Assert.True(seconds >= 20, "closed too early");
        await peer.AssertClosedAsync();
    }

    [Fact]
    public async Task A_newcomer_that_says_nothing_is_closed_soon()
    {
        using var tcp = new TcpUnderTest();
        using var peer = await tcp.ConnectAsync();
        await tcp.UntilConnectionsAsync(1);
        tcp.Clock.Advance(TimeSpan.FromSeconds(21));

        await peer.AssertClosedAsync();
        await tcp.UntilConnectionsAsync(0);
    }

    [Fact]
    public async Task A_peer_that_does_not_read_is_cut_off_and_holds_up_nobody()
    {
        // More than the buffers of both sockets hold, so that it is under way for ever.
        var first = new byte[32 * 1024 * 1024];
        var bulk = new byte[64 * 1024];
        using var tcp = new TcpUnderTest(new TcpTransportOptions { MaxQueuedBytes = first.Length + (10 * bulk.Length) });
        using var deaf = await tcp.ConnectAsync();
        using var peer = await tcp.ConnectAsync();
        await deaf.SendAsync(Message);
        await peer.SendAsync(Message);
        await tcp.ReceiveAsync();
        await tcp.ReceiveAsync();
        Assert.True(tcp.Transport.Send(first, deaf.Local));
        var sent = 0;
        while (tcp.Transport.Send(bulk, deaf.Local))
        {
            Assert.True(++sent <= 10, "nothing bounds what a peer leaves unread");
        }

        Assert.Equal(10, sent);
        Assert.False(tcp.Transport.IsOpen(deaf.Local));
        Assert.Equal(first.Length, (await tcp.UndeliveredAsync()).Length);
        Assert.Equal(bulk.Length, (await tcp.UndeliveredAsync()).Length);
        Assert.True(tcp.Transport.Send(Encoding.UTF8.GetBytes(Message), peer.Local));
        await peer.ReadMessageAsync();
    }

    [Fact]
    public async Task What_a_peer_leaves_unread_is_waited_for_only_so_long()
    {
        using var tcp = new TcpUnderTest(new TcpTransportOptions { MaxQueuedBytes = 64 * 1024 * 1024 });
        using var deaf = await tcp.ConnectAsync();
        await deaf.SendAsync(Message);
        await tcp.ReceiveAsync();
        Assert.True(tcp.Transport.Send(new byte[32 * 1024 * 1024], deaf.Local));
        // Its beginning has arrived.
        Assert.Equal(SipStreamFrame.Broken, (await deaf.ReadAsync()).Frame);
        tcp.Clock.Advance(TimeSpan.FromSeconds(11));

        await tcp.UntilConnectionsAsync(0);
        Assert.Equal(32 * 1024 * 1024, (await tcp.UndeliveredAsync()).Length);
    }

    [Fact]
    public async Task A_broken_stream_is_handed_over_once_and_then_closed()
    {
        using var tcp = new TcpUnderTest();
        using var peer = await tcp.ConnectAsync();
        await peer.SendAsync(Samples.Options("Content-Length: -1\r\n") + Message);
        var (remote, message) = await tcp.ReceiveAsync();
        Assert.True(SipParser.TryParse(message, out _).Malformed);
        Assert.True(tcp.Transport.Send(Encoding.UTF8.GetBytes(Message), remote));
        await peer.ReadMessageAsync();
        tcp.Clock.Advance(TimeSpan.FromSeconds(2));

        await peer.AssertClosedAsync();
    }

    [Fact]
    public async Task One_address_gets_only_so_many_connections_and_all_together_only_so_many()
    {
        using var few = new TcpUnderTest(new TcpTransportOptions { MaxConnectionsPerAddress = 2 });
        using var first = await few.ConnectAsync();
        using var second = await few.ConnectAsync();
        await few.UntilConnectionsAsync(2);
        using (var third = await few.ConnectAsync())
        {
            await third.AssertClosedAsync();
        }
        first.Dispose();
        await few.UntilConnectionsAsync(1);
        using var fourth = await few.ConnectAsync();
        await few.UntilConnectionsAsync(2);

        using var one = new TcpUnderTest(new TcpTransportOptions { MaxConnections = 1 });
        using var only = await one.ConnectAsync();
        await one.UntilConnectionsAsync(1);
        using var refused = await one.ConnectAsync();
        await refused.AssertClosedAsync();
        Assert.False(one.Transport.Send(new byte[10], few.Transport.LocalEndPoint));
    }

    [Fact]
    public async Task A_thousand_idle_connections_stay_and_answer()
    {
        const int Count = 1000;
        using var tcp = new TcpUnderTest(new TcpTransportOptions { MaxConnectionsPerAddress = Count });
        var peers = new List<TcpPeer>();
        try
        {
            for (var i = 0; i < Count; i++)
            {
                var peer = await tcp.ConnectAsync();
                peers.Add(peer);
                await peer.SendAsync(Message);
                await tcp.ReceiveAsync();
            }
            tcp.Clock.Advance(TimeSpan.FromSeconds(96));
            Assert.Equal(Count, tcp.Transport.Connections);
            foreach (var peer in peers)
            {
                Assert.Equal(SipStreamFrame.Ping, (await peer.ReadAsync()).Frame);
                await peer.SendAsync("\r\n\r\n");
                Assert.Equal(SipStreamFrame.Pong, (await peer.ReadAsync()).Frame);
            }
        }
        finally
        {
            peers.ForEach(peer => peer.Dispose());
        }
        await tcp.UntilConnectionsAsync(0);
    }

    [Fact]
    public async Task IPv6_works_like_IPv4()
    {
        using var tcp = new TcpUnderTest(address: IPAddress.IPv6Loopback);
        using var other = new TcpUnderTest(address: IPAddress.IPv6Loopback);
        tcp.Transport.Send(Encoding.UTF8.GetBytes(Message), other.Transport.LocalEndPoint);

        var (remote, _) = await other.ReceiveAsync();
        Assert.Equal(IPAddress.IPv6Loopback, remote.Address);
    }

    [Fact]
    public async Task Closing_the_transport_closes_its_connections()
    {
        using var tcp = new TcpUnderTest();
        using var peer = await tcp.ConnectAsync();
        await tcp.UntilConnectionsAsync(1);
        tcp.Transport.Dispose();

        await peer.AssertClosedAsync();
        Assert.False(tcp.Transport.Send(new byte[10], peer.Local));
        await tcp.UntilConnectionsAsync(0);
    }

    [Fact]
    public void A_setting_out_of_range_is_named() => Assert.Equal(
        nameof(TcpTransportOptions.ConnectTimeout),
        Assert.Throws<ArgumentOutOfRangeException>(() => new TcpTransportOptions { ConnectTimeout = TimeSpan.Zero }.Validate()).ParamName);

    private static async Task TrickleAsync(TcpPeer peer)
    {
        try
        {
            await peer.SendAsync("x");
        }
        catch (SocketException)
        {
            // Closed at last.
        }
    }

    private static IPEndPoint ClosedPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }

    private static List<string> Deliver(TcpUnderTest tcp, byte[] stream, IReadOnlyList<int> sizes)
    {
        return DeliverAsync().GetAwaiter().GetResult();

        async Task<List<string>> DeliverAsync()
        {
            using var peer = await tcp.ConnectAsync();
            for (int at = 0, n = 0; at < stream.Length; n++)
            {
                var size = Math.Min(sizes[n % sizes.Count], stream.Length - at);
                await peer.SendAsync(stream.AsMemory(at, size));
                at += size;
            }
            return [await tcp.ReceiveTextAsync(), await tcp.ReceiveTextAsync(), await tcp.ReceiveTextAsync()];
        }
    }
}
