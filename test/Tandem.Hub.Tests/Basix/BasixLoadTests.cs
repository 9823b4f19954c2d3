using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Tandem.Cti.Protocol;
using Tandem.Hub.Basix;
using Tandem.Hub.Events;
using Tandem.Hub.Tests.Testing;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Hub.Tests.Basix;

/// <summary>What bad and many subscribers do: nothing to the others.</summary>
public sealed class BasixLoadTests
{
    [Fact]
    public async Task Who_takes_a_byte_now_and_then_is_left_and_nobody_else_notices()
    {
        await using var hub = await TestHub.StartAsync(new FeedOptions { StallTimeout = TimeSpan.FromMilliseconds(300), CloseTimeout = TimeSpan.FromMilliseconds(100), MaxSubscribers = 2 });
        await using var other = await CtiFeed.StartAsync(hub, CtiProfile.Basix2016);
        await other.NextAsync<CtiMessage.Initial>();
        using var slow = await OpenAsync(hub);
        var reading = ReadSlowlyAsync(slow);

        // Enough to fill what the kernel keeps for it, however much that is; its place becomes free when it has been left.
        for (var isFree = false; !isFree;)
        {
            await FillAsync(hub, other, 20);
            using var next = await TryOpenAsync(hub);
            isFree = next is not null;
        }
        slow.Dispose();
        await reading;
    }

    [Fact]
    public async Task Who_falls_too_far_behind_is_closed_and_gets_no_second_beginning()
    {
        await using var hub = await TestHub.StartAsync(new FeedOptions { Capacity = 16, CloseTimeout = TimeSpan.FromSeconds(20) });
        await using var slow = await CtiFeed.StartAsync(hub, CtiProfile.Basix2019);
        await slow.NextAsync<CtiMessage.Initial>();
        await using var other = await CtiFeed.StartAsync(hub, CtiProfile.Tandem);
        await other.NextAsync<CtiMessage.Initial>();
        for (var i = 0; i < 3; i++)
        {
            await FillAsync(hub, other, 300);
        }
        var initials = 0;
        while (await slow.NextBytesAsync() is { } message)
        {
            initials += new CtiMessageReader().Read(message) is CtiMessage.Initial ? 1 : 0;
        }
        Assert.Equal((WebSocketCloseStatus)1013, slow.Socket.CloseStatus);
        Assert.Equal(0, initials);
    }

    [Fact]
    public async Task Who_dies_within_a_frame_harms_nobody()
    {
        await using var hub = await TestHub.StartAsync(new FeedOptions { MaxSubscribers = 3 });
        await using var other = await CtiFeed.StartAsync(hub, CtiProfile.Basix2016);
        await other.NextAsync<CtiMessage.Initial>();
        for (var i = 0; i < 10; i++)
        {
            using var dying = await WhenFreeAsync(hub);

            // Two bytes of a masked frame of four, and the line is cut with what was sent unread.
            await dying.SendAsync(new byte[] { 0x81, 0x84 });
            await FillAsync(hub, other, 20);
            dying.LingerState = new LingerOption(true, 0);
        }
        await FillAsync(hub, other, 20);
    }

    [Fact]
    public async Task A_thousand_who_connect_at_once_all_begin_and_follow()
    {
        const int count = 1000;
        await using var hub = await TestHub.StartAsync(settings => settings, feed: null, new BasixOptions { MaxConnections = count });
        var call = hub.Source.Call(TestHub.Domain, "101", "102");
        await hub.MergedAsync();
        var feeds = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => StartAsync(hub)));
        hub.Source.HangUp(call, HangupCause.NormalClearing);
        foreach (var feed in feeds)
        {
            Assert.Equal($"Removed {call} CHANNEL_HANGUP calling", await feed.NextRecordAsync());
            await feed.DisposeAsync();
        }

        static async Task<CtiFeed> StartAsync(TestHub hub)
        {
            var feed = await CtiFeed.StartAsync(hub, "?profile=tandem", $"{TestHub.Domain}:{TestHub.OperatorToken}", bufferSize: 4096);
            Assert.Equal(2, (await feed.NextAsync<CtiMessage.Initial>()).Channels.Count);
            return feed;
        }
    }

    /// <summary>Changes a channel with a large name again and again; the one who follows gets every change.</summary>
    private static async Task FillAsync(TestHub hub, CtiFeed other, int count)
    {
        var call = hub.Source.Call(TestHub.Domain, "101", "102");
        await other.NextRecordAsync();
        await other.NextRecordAsync();
        for (var i = 0; i < count; i++)
        {
            var name = $"{i}-" + new string('x', 30_000);
            hub.Source.State.Write(ChangeKind.ChannelChanged, writer => writer.Update<Channel>(call, channel => channel with { Calling = new Party(name, "101") }));
            Assert.EndsWith("CHANNEL_APPLICATION calling", await other.NextRecordAsync(), StringComparison.Ordinal);
        }
        hub.Source.HangUp(call, HangupCause.NormalClearing);
        hub.Source.HangUp(hub.Source.Id($"{call.LocalId}-b"), HangupCause.NormalClearing);
        await other.NextRecordAsync();
        await other.NextRecordAsync();
    }

    /// <summary>A byte now and then, until the line is cut.</summary>
    private static async Task ReadSlowlyAsync(Socket socket)
    {
        var one = new byte[1];
        try
        {
            while (await socket.ReceiveAsync(one) > 0)
            {
                await Task.Delay(20);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It was.
        }
    }

    private static async Task<Socket> WhenFreeAsync(TestHub hub)
    {
        Socket? socket = null;
        await Eventually.Async(async () => (socket = await TryOpenAsync(hub)) is not null);
        return socket!;
    }

    private static async Task<Socket> OpenAsync(TestHub hub) => await TryOpenAsync(hub) ?? throw new InvalidOperationException("The hub let nobody in.");

    /// <summary>Subscribes and reads nothing but the head of the answer.</summary>
    private static async Task<Socket?> TryOpenAsync(TestHub hub)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, hub.Url.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /basix/api/ws_cti?domain={TestHub.Domain}&api_token={TestHub.OperatorToken} HTTP/1.1\r\nHost: {hub.Url.Authority}\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        var head = new byte[12];
        await socket.ReceiveAsync(head).WaitAsync(TimeSpan.FromSeconds(30));
        if (Encoding.ASCII.GetString(head) == "HTTP/1.1 101")
        {
            return socket;
        }
        socket.Dispose();
        return null;
    }
}
