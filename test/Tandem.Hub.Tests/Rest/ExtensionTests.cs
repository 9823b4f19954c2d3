using System.Net;
using Tandem.Hub.Tests.Testing;

namespace Tandem.Hub.Tests.Rest;

public sealed class ExtensionTests
{
    [Fact]
    public async Task An_extension_is_added_with_a_secret_that_is_shown_once()
    {
        await using var hub = await CallTests.StartAsync();
        using var client = hub.Client();
        using var made = await client.PostTextAsync("/api/extensions", """{"number":"103","name":""}""");
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal("""{"number":"103","secret":"made-by-the-hub"}""", await made.Content.ReadAsStringAsync());
        using var given = await client.PostTextAsync("/api/extensions", """{"number":"104","name":"Jörg","secret":"correct horse"}""");
        Assert.Equal("""{"number":"104","secret":"correct horse"}""", await given.Content.ReadAsStringAsync());
        await hub.MergedAsync();
        var list = await client.GetJsonAsync("/api/extensions");
        Assert.Equal(["101", "102", "103", "104"], list.Each("number"));
        Assert.DoesNotContain("secret", list.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("""{}""", "$.number")]
    [InlineData("""{"number":"1 0"}""", "$.number")]
    [InlineData("""{"number":"103","secret":""}""", "$.secret")]
    [InlineData("""{"number":"103","pin":"1"}""", "$.pin")]
    public async Task A_wrong_value_is_refused(string body, string field)
    {
        await using var hub = await CallTests.StartAsync();
        using var client = hub.Client();
        using var response = await client.PostTextAsync("/api/extensions", body);
        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(field, problem.GetProperty("field").GetString());
        Assert.NotEqual("", problem.GetProperty("allowed").GetString());
    }

    [Fact]
    public async Task A_number_is_there_once()
    {
        await using var hub = await CallTests.StartAsync();
        using var client = hub.Client();
        using var response = await client.PostTextAsync("/api/extensions", """{"number":"101"}""");
        await response.ProblemAsync(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task What_stands_in_the_settings_is_changed_there()
    {
        await using var hub = await CallTests.StartAsync();
        hub.Source.Extension(TestHub.Domain, "900");
        await hub.MergedAsync();
        using var client = hub.Client();
        using var added = await client.PostTextAsync("/api/extensions", """{"number":"900"}""");
        using var removed = await client.DeleteAsync("/api/extensions/900");
        Assert.Equal("Switch:Extensions:0", (await added.ProblemAsync(HttpStatusCode.Conflict)).GetProperty("key").GetString());
        Assert.Equal("Switch:Extensions:0", (await removed.ProblemAsync(HttpStatusCode.Conflict)).GetProperty("key").GetString());
    }

    [Theory]
    [InlineData("101")]
    [InlineData("switch:101")]
    [InlineData("switch%3A101")]
    public async Task An_extension_is_removed(string id)
    {
        await using var hub = await CallTests.StartAsync();
        using var client = hub.Client();
        using var response = await client.DeleteAsync($"/api/extensions/{id}");
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        await hub.MergedAsync();
        Assert.Equal(["102"], (await client.GetJsonAsync("/api/extensions")).Each("number"));
        using var again = await client.DeleteAsync($"/api/extensions/{id}");
        await again.ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_extension_of_another_exchange_is_not_ours_to_remove()
    {
        var other = new FakePbx("asterisk");
        other.Extension(TestHub.Domain, "101");
        await using var hub = await CallTests.StartAsync(other);
        using var client = hub.Client();
        using var ambiguous = await client.DeleteAsync("/api/extensions/101");
        Assert.Equal(2, (await ambiguous.ProblemAsync(HttpStatusCode.Conflict)).GetProperty("candidates").GetArrayLength());
        using var foreign = await client.DeleteAsync("/api/extensions/asterisk:101");
        await foreign.ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal(["101", "101", "102"], (await client.GetJsonAsync("/api/extensions")).Each("number"));
    }
}
