using System.Net;
using System.Text.Json;
using Tandem.Hub.Tests.Rest;
using Tandem.Hub.Tests.Testing;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Pbx.Tests;

namespace Tandem.Hub.Tests.Events;

public sealed class FeedTests
{
    public static TheoryData<string> Transports => ["ws", "sse"];

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_subscriber_gets_the_state_and_then_each_change(string transport)
    {
        await using var hub = await CallTests.StartAsync();
        await using var feed = await FeedClient.StartAsync(transport, hub);
        var snapshot = await feed.NextAsync("snapshot");
        Assert.False(snapshot.TryGetProperty("previous", out _));
        Assert.Equal(2, snapshot.GetProperty("state").GetProperty("extensions").GetArrayLength());
        Assert.Equal(0, snapshot.GetProperty("state").GetProperty("mailboxes").GetArrayLength());

        hub.Source.Call(TestHub.Domain, "101", "102");
        var offered = await feed.NextAsync("change");
        Assert.Equal("offered", offered.GetProperty("kind").GetString());
        Assert.Equal(snapshot.GetProperty("position").GetString(), offered.GetProperty("previous").GetString());
        Assert.Equal(2, offered.GetProperty("upserts").GetProperty("channels").GetArrayLength());
        Assert.Equal("switch:call-1", offered.GetProperty("upserts").GetProperty("conversations")[0].GetProperty("id").GetString());
        Assert.False(offered.TryGetProperty("removals", out _));

        hub.Source.HangUp(hub.Source.Id("call-1-b"), HangupCause.UserBusy);
        var hungUp = await feed.NextAsync("change");
        Assert.Equal("hung_up", hungUp.GetProperty("kind").GetString());
        Assert.Equal(27, hungUp.GetProperty("at").GetString()!.Length);
        Assert.Equal(offered.GetProperty("position").GetString(), hungUp.GetProperty("previous").GetString());
        Assert.Equal("""{"channels":["switch:call-1-b"]}""", hungUp.GetProperty("removals").GetRawText());
        Assert.Equal("user_busy", hungUp.GetProperty("final").GetProperty("channels")[0].GetProperty("hangupCause").GetString());
    }

    [Theory]
    [InlineData("ws", null)]
    [InlineData("sse", null)]
    [InlineData("ws", "a")]
    [InlineData("sse", "b")]
    public async Task A_copy_kept_from_changes_is_the_snapshot(string transport, string? domain)
    {
        await using var hub = await TestHub.StartAsync();
        var token = domain is null ? TestHub.OperatorToken : await hub.TokenAsync(domain);
        var history = new RandomHistory(hub.Source.State, hub.Source.Name);
        var random = new Random(20260301);
        await using var feed = await FeedClient.StartAsync(transport, hub, token);
        var replica = new FeedReplica();
        for (var round = 0; round < 20; round++)
        {
            history.Play(Enumerable.Range(0, 25).Select(_ => random.Next()));
            await using var fresh = await FeedClient.StartAsync(transport, hub, token);
            var expected = new FeedReplica();
            expected.Apply(await fresh.NextAsync("snapshot"));
            await UntilSeesAsync(feed, replica, expected);
            if (domain is not null)
            {
                var other = RandomHistory.SecretOf(domain == "a" ? "b" : "a");
                Assert.DoesNotContain(replica.Objects.Values, item => item.Contains(other, StringComparison.Ordinal));
            }
        }
        Assert.True(replica.Changes > 100, $"{replica.Changes} changes");
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Nothing_of_another_domain_is_ever_sent(string transport)
    {
        await using var hub = await TestHub.StartAsync();
        await using var feed = await FeedClient.StartAsync(transport, hub, await hub.TokenAsync());
        await feed.NextAsync("snapshot");
        hub.Source.Call("other", "x501", "x502");
        hub.Source.HangUp(hub.Source.Id("call-1"), HangupCause.UserBusy);
        hub.Source.Call(TestHub.Domain, "101", "102");
        var first = await feed.NextAsync("change");
        Assert.Equal("switch:call-2", first.GetProperty("upserts").GetProperty("conversations")[0].GetProperty("id").GetString());
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_subscriber_goes_on_where_it_was(string transport)
    {
        await using var hub = await CallTests.StartAsync();
        string position;
        await using (var feed = await FeedClient.StartAsync(transport, hub))
        {
            position = (await feed.NextAsync("snapshot")).GetProperty("position").GetString()!;
        }
        hub.Source.Call(TestHub.Domain, "101", "102");
        await using var again = await FeedClient.StartAsync(transport, hub, query: $"?after={position}");
        var change = await again.NextAsync("change");
        Assert.Equal(position, change.GetProperty("previous").GetString());
        Assert.Equal("offered", change.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_browser_that_reconnects_goes_on_after_its_last_event()
    {
        await using var hub = await CallTests.StartAsync();
        var old = hub.Exchange.Model.Position.ToString();
        hub.Source.Call(TestHub.Domain, "101", "102");
        await hub.MergedAsync();
        var last = hub.Exchange.Model.Position.ToString();
        hub.Source.Call(TestHub.Domain, "101", "103");
        await using var feed = await FeedClient.ServerSentAsync(hub, query: $"?after={old}", lastEventId: last);
        var change = await feed.NextAsync("change");
        Assert.Equal(last, change.GetProperty("previous").GetString());
        Assert.Equal("switch:call-2", change.GetProperty("upserts").GetProperty("conversations")[0].GetProperty("id").GetString());
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_position_of_another_run_begins_anew(string transport)
    {
        await using var hub = await CallTests.StartAsync();
        var stranger = new PbxState("x").Position.ToString();
        await using var feed = await FeedClient.StartAsync(transport, hub, query: $"?after={stranger}");
        var restart = await feed.NextAsync("restart");
        Assert.Equal(stranger, restart.GetProperty("previous").GetString());
        var snapshot = await feed.NextAsync("snapshot");
        Assert.Equal(restart.GetProperty("position").GetString(), snapshot.GetProperty("previous").GetString());
    }

    [Theory]
    [InlineData("?after=17", null)]
    [InlineData("?after=", null)]
    [InlineData("", "17")]
    public async Task What_is_no_position_is_refused(string query, string? lastEventId)
    {
        await using var hub = await TestHub.StartAsync();
        using var client = hub.Client();
        var request = new HttpRequestMessage(HttpMethod.Get, $"/api/events{query}");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }
        using var response = await client.SendAsync(request);
        Assert.Equal(lastEventId is null ? "after" : "Last-Event-ID", (await response.ProblemAsync(HttpStatusCode.BadRequest)).GetProperty("field").GetString());
    }

    [Fact]
    public async Task A_digit_is_told_with_its_channel()
    {
        await using var hub = await CallTests.StartAsync();
        await using var feed = await FeedClient.WebSocketAsync(hub);
        await feed.NextAsync("snapshot");
        var call = hub.Source.Call(TestHub.Domain, "101", "102");
        await feed.NextAsync("change");
        hub.Source.State.Write(ChangeKind.Digit, writer =>
        {
            writer.Touch<Channel>(call);
            writer.Detail = "5";
        });
        var digit = await feed.NextAsync("change");
        Assert.Equal("5", digit.GetProperty("detail").GetString());
        Assert.Equal(call.ToString(), digit.GetProperty("upserts").GetProperty("channels")[0].GetProperty("id").GetString());
    }

    /// <summary>Reads until the copy is what a newcomer sees: its position may be further on only by what it may not see.</summary>
    private static async Task UntilSeesAsync(FeedClient feed, FeedReplica replica, FeedReplica expected)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!replica.Objects.SequenceEqual(expected.Objects))
        {
            limit.Token.ThrowIfCancellationRequested();
            replica.Apply(await feed.NextAsync() ?? throw new EndOfStreamException());
        }
    }
}
