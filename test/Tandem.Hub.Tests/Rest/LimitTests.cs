using System.Net;
using System.Text;
using Tandem.Hub.Tests.Testing;

namespace Tandem.Hub.Tests.Rest;

public sealed class LimitTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_has_at_most_64_kB(bool chunked)
    {
        await using var hub = await CallTests.StartAsync();
        using var client = hub.Client();
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/calls")
        {
            Content = new StringContent($$"""{"from":"101","to":"{{new string('1', 65_536)}}"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await client.SendAsync(request);
        await response.ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_body_is_JSON(string type)
    {
        await using var hub = await CallTests.StartAsync();
        using var client = hub.Client();
        using var response = await client.PostTextAsync("/api/calls", """{"from":"101","to":"102"}""", type: type);
        await response.ProblemAsync(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_too()
    {
        await using var hub = await TestHub.StartAsync();
        using var client = hub.Client();
        using var path = await client.GetAsync("/api/nothing");
        await path.ProblemAsync(HttpStatusCode.NotFound);
        using var method = await client.PutAsync("/api/calls", content: null);
        await method.ProblemAsync(HttpStatusCode.MethodNotAllowed);
        Assert.Equal("POST", Assert.Single(method.Content.Headers.Allow));
    }

    [Theory]
    [InlineData("/api/sources")]
    [InlineData("/api/nothing")]
    [InlineData("/health/live")]
    public async Task Answers_are_data_and_nothing_else(string path)
    {
        await using var hub = await TestHub.StartAsync();
        using var client = hub.Client();
        client.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        using var response = await client.GetAsync(path);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Headers_have_an_end()
    {
        await using var hub = await TestHub.StartAsync();
        using var client = hub.Client();
        client.DefaultRequestHeaders.Add("X-Long", new string('x', 20_000));
        using var response = await client.GetAsync("/api/sources");
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, response.StatusCode);
    }
}
