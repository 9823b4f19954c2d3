using System.Net;
using Tandem.Hub.Tests.Testing;

namespace Tandem.Hub.Tests.Rest;

public sealed class AuthenticationTests
{
    [Fact]
    public async Task Without_a_token_nothing_is_told()
    {
        await using var hub = await TestHub.StartAsync();
        using var client = hub.Client(token: null);
        foreach (var path in new[] { "/api/extensions", "/api/channels", "/api/conversations", "/api/history", "/api/events", "/api/trace", "/api/sources", "/api/tokens" })
        {
            using var response = await client.GetAsync(path);
            await response.ProblemAsync(HttpStatusCode.Unauthorized);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().ToString());
        }
    }

    [Theory]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer " + TestHub.OperatorToken + "x")]
    [InlineData("Bearer")]
    [InlineData("Basic b3BlcmF0b3I6eA==")]
    public async Task A_wrong_token_is_refused(string authorization)
    {
        await using var hub = await TestHub.StartAsync();
        using var client = hub.Client(token: null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        using var response = await client.GetAsync("/api/extensions");
        await response.ProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer error=\"invalid_token\"", response.Headers.WwwAuthenticate.Single().ToString());
    }

    [Theory]
    [InlineData("/api/extensions?token=")]
    [InlineData("/api/extensions?access_token=")]
    [InlineData("/api/extensions?ticket=")]
    [InlineData("/api/events?ticket=")]
    public async Task A_token_in_the_query_is_no_token(string path)
    {
        await using var hub = await TestHub.StartAsync();
        using var client = hub.Client(token: null);
        using var response = await client.GetAsync(path + TestHub.OperatorToken);
        await response.ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("GET", "/api/extensions", "read")]
    [InlineData("GET", "/api/channels", "read")]
    [InlineData("GET", "/api/conversations", "read")]
    [InlineData("GET", "/api/history", "read")]
    [InlineData("GET", "/api/sources", "read")]
    [InlineData("GET", "/api/events", "read")]
    [InlineData("POST", "/api/events/ticket", "read")]
    [InlineData("POST", "/api/calls", "call")]
    [InlineData("DELETE", "/api/channels/x", "call")]
    [InlineData("DELETE", "/api/conversations/x", "call")]
    [InlineData("POST", "/api/extensions", "admin")]
    [InlineData("DELETE", "/api/extensions/x", "admin")]
    [InlineData("GET", "/api/trace", "admin")]
    [InlineData("GET", "/api/trace/x", "admin")]
    [InlineData("GET", "/api/tokens", "admin")]
    [InlineData("POST", "/api/tokens", "admin")]
    [InlineData("DELETE", "/api/tokens/1", "admin")]
    public async Task Each_endpoint_wants_its_scope(string method, string path, string scope)
    {
        await using var hub = await TestHub.StartAsync();
        using var client = hub.Client(await hub.TokenAsync(scopes: [.. new[] { "read", "call", "admin" }.Where(other => other != scope)]));
        using var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        var problem = await response.ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Contains($"'{scope}'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains($"scope=\"{scope}\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_token_is_none()
    {
        await using var hub = await TestHub.StartAsync();
        var token = await hub.TokenAsync();
        using var client = hub.Client(token);
        await client.GetJsonAsync("/api/extensions");
        await hub.RevokeAllAsync();
        using var response = await client.GetAsync("/api/extensions");
        await response.ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task No_token_is_ever_logged()
    {
        await using var hub = await TestHub.StartAsync();
        var token = await hub.TokenAsync();
        foreach (var secret in new[] { token, TestHub.OperatorToken, "not-a-token-of-this-hub" })
        {
            using var client = hub.Client(secret);
            using var list = await client.GetAsync("/api/extensions");
            using var call = await client.PostTextAsync("/api/calls", "{}");
            Assert.DoesNotContain(hub.Logs.Lines, line => line.Contains(secret, StringComparison.Ordinal));
        }
        Assert.Contains(hub.Logs.Lines, line => line.Contains("/api/extensions", StringComparison.Ordinal));
    }
}
