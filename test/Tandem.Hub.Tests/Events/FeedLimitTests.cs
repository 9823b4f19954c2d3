using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Tandem.Hub.Events;
using Tandem.Hub.Tests.Rest;
using Tandem.Hub.Tests.Testing;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Hub.Tests.Events;

public sealed class FeedLimitTests
{
    [Theory]
    [InlineData("ws")]
    [InlineData("sse")]
    public async Task A_subscriber_that_takes_nothing_is_cut_and_others_go_on(string transport)
    {
        // Long enough for the other one, which reads between the bursts, however busy the machine is.
        await using var hub = await TestHub.StartAsync(new FeedOptions { MaxSubscribers = 2, StallTimeout = TimeSpan.FromSeconds(2), CloseTimeout = TimeSpan.FromMilliseconds(100) });
        await using var other = await FeedClient.WebSocketAsync(hub);
        var replica = new FeedReplica();
        replica.Apply(await other.NextAsync("snapshot"));

        using var stalled = await OpenAsync(hub, transport);
        using (var client = hub.Client())
        using (var full = await client.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead))
        {
            await full.ProblemAsync(HttpStatusCode.ServiceUnavailable);
        }

        // Enough to fill what the kernel keeps for it, however much that is; the place becomes free when it has been cut.
        var number = 0;
        await Eventually.Async(async () =>
        {
            Fill(hub, 20, ref number);
            await other.FollowAsync(replica, await PositionAsync(hub, number));
            return await IsFreeAsync(hub);
        });
        Assert.Equal(number, replica.Changes);
    }

    [Fact]
    public async Task A_subscriber_that_takes_up_again_in_time_reads_why_it_was_left()
    {
        await using var hub = await TestHub.StartAsync(new FeedOptions { StallTimeout = TimeSpan.FromMilliseconds(200), CloseTimeout = TimeSpan.FromSeconds(20) });
        await using var feed = await FeedClient.WebSocketAsync(hub);
        await feed.NextAsync("snapshot");
        var number = 0;
        Fill(hub, 600, ref number);
        await Eventually.Async(() => Task.FromResult(hub.Logs.Lines.Any(line => line.Contains("took nothing", StringComparison.Ordinal))));
        while (await feed.NextAsync() is not null)
        {
        }
        Assert.Equal((WebSocketCloseStatus)1013, ((FeedClient.OverWebSocket)feed).Socket.CloseStatus);
    }

    [Fact]
    public async Task A_subscriber_that_lags_is_told_to_restart()
    {
        await using var hub = await TestHub.StartAsync(new FeedOptions { Capacity = 8 });
        await using var feed = await FeedClient.WebSocketAsync(hub);
        var replica = new FeedReplica();
        replica.Apply(await feed.NextAsync("snapshot"));
        var number = 0;
        var restarts = 0;
        await Eventually.Async(async () =>
        {
            Fill(hub, 200, ref number);
            var position = await PositionAsync(hub, number);
            while (replica.Position != position || !replica.IsWhole)
            {
                var frame = await feed.NextAsync() ?? throw new EndOfStreamException();
                restarts += frame.GetProperty("type").GetString() == "restart" ? 1 : 0;
                replica.Apply(frame);
            }
            return restarts > 0;
        });
        Assert.Equal(Math.Min(number, 50), replica.Objects.Count);
    }

    [Fact]
    public async Task A_place_is_free_again_when_its_subscriber_has_gone()
    {
        await using var hub = await TestHub.StartAsync(new FeedOptions { MaxSubscribers = 1 });
        for (var i = 0; i < 3; i++)
        {
            await using var feed = await WhenFreeAsync(i == 1 ? "sse" : "ws", hub);
            await feed.NextAsync("snapshot");
            Assert.False(await IsFreeAsync(hub));
        }
    }

    [Fact]
    public async Task A_client_that_says_good_bye_gets_an_answer()
    {
        await using var hub = await TestHub.StartAsync();
        await using var feed = await FeedClient.WebSocketAsync(hub);
        await feed.NextAsync("snapshot");
        var socket = ((FeedClient.OverWebSocket)feed).Socket;
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None).InTime();
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        Assert.Equal(WebSocketState.Closed, socket.State);
    }

    [Fact]
    public async Task What_subscribers_say_is_not_listened_to()
    {
        await using var hub = await CallTests.StartAsync();
        await using var feed = await FeedClient.WebSocketAsync(hub);
        await feed.NextAsync("snapshot");
        await ((FeedClient.OverWebSocket)feed).Socket.SendAsync(new byte[100_000], WebSocketMessageType.Binary, true, CancellationToken.None).InTime();
        hub.Source.Call(TestHub.Domain, "101", "102");
        await feed.NextAsync("change");
    }

    [Fact]
    public async Task A_hub_that_stops_says_so()
    {
        await using var hub = await TestHub.StartAsync();
        await using var socket = await FeedClient.WebSocketAsync(hub);
        await using var events = await FeedClient.ServerSentAsync(hub);
        await socket.NextAsync("snapshot");
        await events.NextAsync("snapshot");
        var stopping = hub.StopAsync();
        Assert.Null(await socket.NextAsync());
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, ((FeedClient.OverWebSocket)socket).Socket.CloseStatus);
        await ((FeedClient.OverWebSocket)socket).Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        Assert.Null(await events.NextAsync());
        await stopping.InTime();
    }

    [Fact]
    public async Task A_quiet_line_gets_comments()
    {
        await using var hub = await TestHub.StartAsync(new FeedOptions { KeepAlive = TimeSpan.FromMilliseconds(20) });
        await using var feed = await FeedClient.ServerSentAsync(hub);
        await feed.NextAsync("snapshot");
        var events = (FeedClient.OverServerSentEvents)feed;
        await events.CommentAsync();
        await events.CommentAsync();
    }

    /// <summary>Changes of 64 kB each.</summary>
    private static void Fill(TestHub hub, int count, ref int number)
    {
        for (var i = 0; i < count; i++)
        {
            var local = $"m{number++ % 50}";
            var name = number + new string('x', 65_536);
            hub.Source.State.Write(ChangeKind.QueueChanged, writer =>
                writer.Upsert(new Queue { Id = hub.Source.Id(local), Domain = TestHub.Domain, Name = name }));
        }
    }

    private static async Task<string> PositionAsync(TestHub hub, int number)
    {
        await Eventually.Async(() => Task.FromResult(
            hub.Exchange.Model.Snapshot().Queues.Any(queue => queue.Name.StartsWith($"{number}x", StringComparison.Ordinal))));
        return hub.Exchange.Model.Position.ToString();
    }

    private static async Task<bool> IsFreeAsync(TestHub hub)
    {
        using var client = hub.Client();
        using var response = await client.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode == HttpStatusCode.OK;
    }

    private static async Task<FeedClient> WhenFreeAsync(string transport, TestHub hub)
    {
        FeedClient? feed = null;
        await Eventually.Async(async () =>
        {
            try
            {
                feed = await FeedClient.StartAsync(transport, hub);
                return true;
            }
            catch (Exception exception) when (exception is WebSocketException or HttpRequestException)
            {
                return false;
            }
        });
        return feed!;
    }

    /// <summary>Subscribes and reads nothing but the head of the answer.</summary>
    private static async Task<Socket> OpenAsync(TestHub hub, string transport)
    {
        var upgrade = transport == "ws"
            ? "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            : "";
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, hub.Url.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /api/events HTTP/1.1\r\nHost: {hub.Url.Authority}\r\nAuthorization: Bearer {TestHub.OperatorToken}\r\n{upgrade}\r\n"));
        var head = new byte[12];
        await socket.ReceiveAsync(head).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(transport == "ws" ? "HTTP/1.1 101" : "HTTP/1.1 200", Encoding.ASCII.GetString(head));
        return socket;
    }
}
