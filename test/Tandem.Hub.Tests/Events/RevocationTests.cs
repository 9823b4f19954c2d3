using System.Net;
using System.Net.WebSockets;
using Tandem.Cti.Protocol;
using Tandem.Hub.Tests.Basix;
using Tandem.Hub.Tests.Rest;
using Tandem.Hub.Tests.Testing;

namespace Tandem.Hub.Tests.Events;

/// <summary>What a token has open ends with it, and nothing else does.</summary>
public sealed class RevocationTests
{
    [Fact]
    public async Task A_WebSocket_ends_with_its_token_and_says_why()
    {
        await using var hub = await CallTests.StartAsync();
        await using var feed = await FeedClient.WebSocketAsync(hub, await hub.TokenAsync());
        await using var other = await FeedClient.WebSocketAsync(hub, await hub.TokenAsync());
        await feed.NextAsync("snapshot");
        await other.NextAsync("snapshot");
        await RevokeAsync(hub, 1);

        Assert.Null(await feed.NextAsync());
        var socket = ((FeedClient.OverWebSocket)feed).Socket;
        Assert.Equal((WebSocketCloseStatus.PolicyViolation, "the token was revoked"), (socket.CloseStatus, socket.CloseStatusDescription));
        hub.Source.Call(TestHub.Domain, "101", "102");
        await other.NextAsync("change");
    }

    [Fact]
    public async Task An_event_stream_ends_with_its_token()
    {
        await using var hub = await CallTests.StartAsync();
        await using var feed = await FeedClient.ServerSentAsync(hub, await hub.TokenAsync());
        await feed.NextAsync("snapshot");
        await RevokeAsync(hub, 1);

        Assert.Null(await feed.NextAsync());
    }

    [Fact]
    public async Task The_figures_of_live_audio_end_with_their_token()
    {
        await using var hub = await CallTests.StartAsync();
        using var client = hub.Client(await hub.TokenAsync());
        using var response = await client.GetAsync("/api/telemetry", HttpCompletionOption.ResponseHeadersRead).InTime();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await RevokeAsync(hub, 1);

        await reader.ReadToEndAsync().InTime();
    }

    [Theory]
    [InlineData("")]
    [InlineData("&objects=true")]
    public async Task The_feed_of_a_Basix_ends_with_its_token(string more)
    {
        await using var hub = await CallTests.StartAsync();
        await using var feed = await CtiFeed.StartAsync(hub, CtiProfile.Tandem, await hub.TokenAsync(), more: more);
        Assert.NotNull(await feed.NextBytesAsync());
        await RevokeAsync(hub, 1);

        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await feed.EndAsync());
    }

    [Fact]
    public async Task A_ticket_opens_nothing_when_its_token_was_revoked_meanwhile()
    {
        await using var hub = await CallTests.StartAsync();
        var ticket = await TicketTests.TicketAsync(hub, await hub.TokenAsync());
        await RevokeAsync(hub, 1);
        await using var feed = await FeedClient.WebSocketAsync(hub, token: null, $"?ticket={ticket}");
        while (await feed.NextAsync() is not null)
        {
        }
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, ((FeedClient.OverWebSocket)feed).Socket.CloseStatus);
    }

    [Fact]
    public async Task The_tokens_of_a_user_go_with_the_user()
    {
        await using var hub = await CallTests.StartAsync();
        var user = await hub.UserAsync("103");
        hub.Source.Extension(TestHub.Domain, "103", user);
        await hub.MergedAsync();
        await using var feed = await FeedClient.WebSocketAsync(hub, await hub.TokenAsync(TestHub.Domain, user));
        await using var other = await FeedClient.WebSocketAsync(hub, await hub.TokenAsync());
        await feed.NextAsync("snapshot");
        await other.NextAsync("snapshot");
        using var client = hub.Client();
        using var removed = await client.DeleteAsync("/api/extensions/103");
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);

        while (await feed.NextAsync() is not null)
        {
        }
        Assert.Equal("the token was revoked", ((FeedClient.OverWebSocket)feed).Socket.CloseStatusDescription);
        await other.NextAsync("change");
    }

    private static async Task RevokeAsync(TestHub hub, int id)
    {
        using var client = hub.Client();
        using var response = await client.DeleteAsync($"/api/tokens/{id}");
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }
}
