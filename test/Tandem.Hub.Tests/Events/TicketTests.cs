using System.Net;
using System.Net.WebSockets;
using Tandem.Hub.Events;
using Tandem.Hub.Tests.Rest;
using Tandem.Hub.Tests.Testing;

namespace Tandem.Hub.Tests.Events;

public sealed class TicketTests
{
    [Theory]
    [InlineData("ws")]
    [InlineData("sse")]
    public async Task A_ticket_opens_the_feed_once(string transport)
    {
        await using var hub = await CallTests.StartAsync();
        var ticket = await TicketAsync(hub, TestHub.OperatorToken);
        await using (var feed = await FeedClient.StartAsync(transport, hub, token: null, $"?ticket={ticket}"))
        {
            await feed.NextAsync("snapshot");
        }
        using var client = hub.Client(token: null);
        using var again = await client.GetAsync($"/api/events?ticket={ticket}");
        await again.ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_ticket_shows_no_more_than_its_token()
    {
        await using var hub = await CallTests.StartAsync();
        hub.Source.Extension("other", "x501");
        await hub.MergedAsync();
        var ticket = await TicketAsync(hub, await hub.TokenAsync());
        await using var feed = await FeedClient.WebSocketAsync(hub, token: null, $"?ticket={ticket}");
        Assert.DoesNotContain("x501", (await feed.NextAsync("snapshot")).GetProperty("state").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_is_good_for_30_seconds()
    {
        await using var hub = await CallTests.StartAsync();
        var used = await TicketAsync(hub, TestHub.OperatorToken);
        var late = await TicketAsync(hub, TestHub.OperatorToken);
        hub.Clock.Advance(TimeSpan.FromSeconds(25));
        await using var feed = await FeedClient.WebSocketAsync(hub, token: null, $"?ticket={used}");
        await feed.NextAsync("snapshot");
        hub.Clock.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<WebSocketException>(() => FeedClient.WebSocketAsync(hub, token: null, $"?ticket={late}"));
    }

    [Fact]
    public async Task A_ticket_opens_nothing_but_the_feed()
    {
        await using var hub = await CallTests.StartAsync();
        var ticket = await TicketAsync(hub, TestHub.OperatorToken);
        using var client = hub.Client(token: null);
        using var response = await client.GetAsync($"/api/extensions?ticket={ticket}");
        await response.ProblemAsync(HttpStatusCode.Unauthorized);
        using var bearer = hub.Client(ticket);
        using var asToken = await bearer.GetAsync("/api/extensions");
        await asToken.ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Only_so_many_tickets_are_outstanding()
    {
        await using var hub = await TestHub.StartAsync(new FeedOptions { MaxTickets = 2 });
        await TicketAsync(hub, TestHub.OperatorToken);
        await TicketAsync(hub, TestHub.OperatorToken);
        using var client = hub.Client();
        using var refused = await client.PostAsync("/api/events/ticket", content: null);
        await refused.ProblemAsync(HttpStatusCode.ServiceUnavailable);
        hub.Clock.Advance(TimeSpan.FromSeconds(30));
        await TicketAsync(hub, TestHub.OperatorToken);
    }

    internal static async Task<string> TicketAsync(TestHub hub, string token)
    {
        using var client = hub.Client(token);
        using var response = await client.PostAsync("/api/events/ticket", content: null);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var ticket = (await response.JsonAsync()).GetProperty("ticket").GetString()!;
        Assert.True(ticket.Length >= 43);
        return ticket;
    }
}
