using System.Net;
using System.Text.Json;
using Tandem.Hub.Identity;
using Tandem.Hub.Tests.Testing;

namespace Tandem.Hub.Tests.Rest;

public sealed class TokenTests
{
    private const string All = """["read","call","admin"]""";

    [Fact]
    public async Task A_token_is_made_shown_once_listed_and_revoked()
    {
        await using var hub = await TestHub.StartAsync();
        using var client = hub.Client();
        var (id, secret) = await AddAsync(client, """{"name":"prometheus","scopes":["read"]}""");

        var list = await client.GetJsonAsync("/api/tokens");
        var item = list.GetProperty("items").EnumerateArray().Single();
        Assert.Equal((id, "prometheus", TestHub.Domain), (item.GetProperty("id").GetInt32(), item.GetProperty("name").GetString(), item.GetProperty("domain").GetString()));
        Assert.Equal("""["read"]""", item.GetProperty("scopes").ToString());
        Assert.True(item.TryGetProperty("createdAt", out _));
        Assert.DoesNotContain(secret, list.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(hub.Logs.Lines, line => line.Contains(secret, StringComparison.Ordinal));

        using var bearer = hub.Client(secret);
        using var metrics = await bearer.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, metrics.StatusCode);
        using var call = await bearer.PostTextAsync("/api/calls", """{"from":"101","to":"102"}""");
        await call.ProblemAsync(HttpStatusCode.Forbidden);
        using var revoked = await client.DeleteAsync($"/api/tokens/{id}");
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        using var after = await bearer.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        using var again = await client.DeleteAsync($"/api/tokens/{id}");
        await again.ProblemAsync(HttpStatusCode.NotFound);
        Assert.Empty((await client.GetJsonAsync("/api/tokens")).Each("name"));
    }

    [Theory]
    [InlineData("""{"scopes":["read"]}""", "$.name")]
    [InlineData("""{"name":"","scopes":["read"]}""", "$.name")]
    [InlineData("""{"name":"x"}""", "$.scopes")]
    [InlineData("""{"name":"x","scopes":[]}""", "$.scopes")]
    [InlineData("""{"name":"x","scopes":["everything"]}""", "$.scopes")]
    [InlineData("""{"name":"x","scopes":["read","read"]}""", "$.scopes")]
    [InlineData("""{"name":"x","scopes":"read"}""", "$.scopes")]
    [InlineData("""{"name":"x","scopes":["read"],"extension":"199"}""", "$.extension")]
    [InlineData("""{"name":"x","scopes":["read"],"user":1}""", "$.user")]
    public async Task A_wrong_value_is_refused(string body, string field)
    {
        await using var hub = await TestHub.StartAsync();
        using var client = hub.Client();
        using var response = await client.PostTextAsync("/api/tokens", body);
        Assert.Equal(field, (await response.ProblemAsync(HttpStatusCode.BadRequest)).GetProperty("field").GetString());
        Assert.Empty((await client.GetJsonAsync("/api/tokens")).Each("name"));
    }

    [Fact]
    public async Task Nobody_gives_a_scope_that_he_has_not()
    {
        await using var hub = await TestHub.StartAsync();
        using var client = hub.Client(await hub.TokenAsync(scopes: ["read", "admin"]));
        using var response = await client.PostTextAsync("/api/tokens", $$"""{"name":"more","scopes":{{All}}}""");
        Assert.Equal("$.scopes", (await response.ProblemAsync(HttpStatusCode.Forbidden)).GetProperty("field").GetString());
        await AddAsync(client, """{"name":"less","scopes":["read"]}""");
    }

    [Fact]
    public async Task A_user_s_token_makes_sees_and_revokes_those_of_its_user_alone()
    {
        await using var hub = await TestHub.StartAsync();
        var user = await hub.UserAsync("101");
        await hub.UserAsync("102");
        using var operators = hub.Client();
        var (domainToken, _) = await AddAsync(operators, $$"""{"name":"whole domain","scopes":{{All}}}""");
        using var client = hub.Client(await hub.TokenAsync(TestHub.Domain, user));
        var (_, secret) = await AddAsync(client, """{"name":"own","scopes":["read","admin"]}""");

        Assert.Equal(["test", "own"], (await client.GetJsonAsync("/api/tokens")).Each("name"));
        Assert.Equal(["101", "101"], (await client.GetJsonAsync("/api/tokens")).Each("extension"));
        using var made = hub.Client(secret);
        Assert.Equal(["test", "own"], (await made.GetJsonAsync("/api/tokens")).Each("name"));
        using var other = await client.PostTextAsync("/api/tokens", """{"name":"other","scopes":["read"],"extension":"102"}""");
        Assert.Equal("$.extension", (await other.ProblemAsync(HttpStatusCode.BadRequest)).GetProperty("field").GetString());
        using var revoked = await client.DeleteAsync($"/api/tokens/{domainToken}");
        await revoked.ProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal(["whole domain", "test", "own"], (await operators.GetJsonAsync("/api/tokens")).Each("name"));
    }

    [Fact]
    public async Task A_domain_s_token_neither_sees_nor_revokes_those_of_others()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.TokenAsync("elsewhere");
        using var client = hub.Client(await hub.TokenAsync());
        Assert.Equal([TestHub.Domain], (await client.GetJsonAsync("/api/tokens")).Each("domain"));
        using var operators = hub.Client();
        Assert.Equal([TestHub.Domain, "elsewhere"], (await operators.GetJsonAsync("/api/tokens")).Each("domain"));
        using var foreign = await client.DeleteAsync("/api/tokens/1?domain=elsewhere");
        await foreign.ProblemAsync(HttpStatusCode.Unauthorized);
        using var byOperator = await operators.DeleteAsync("/api/tokens/1?domain=elsewhere");
        Assert.Equal(HttpStatusCode.NoContent, byOperator.StatusCode);
        Assert.Equal([TestHub.Domain], (await operators.GetJsonAsync("/api/tokens")).Each("domain"));
    }

    [Fact]
    public async Task There_is_an_end_to_what_a_program_in_a_loop_can_make()
    {
        await using var hub = await TestHub.StartAsync();
        for (var made = 0; made < TokenRules.MaxInDomain; made++)
        {
            await hub.TokenAsync();
        }
        using var client = hub.Client();
        using var response = await client.PostTextAsync("/api/tokens", """{"name":"one more","scopes":["read"]}""");
        Assert.Contains("limit", (await response.ProblemAsync(HttpStatusCode.Conflict)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static async Task<(int Id, string Secret)> AddAsync(HttpClient client, string body)
    {
        using var response = await client.PostTextAsync("/api/tokens", body);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        using var made = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (made.RootElement.GetProperty("id").GetInt32(), made.RootElement.GetProperty("secret").GetString()!);
    }
}
