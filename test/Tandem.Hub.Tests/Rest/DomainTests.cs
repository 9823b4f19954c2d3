using System.Net;
using Tandem.Hub.Tests.Testing;
using Tandem.Pbx.Model;

namespace Tandem.Hub.Tests.Rest;

public sealed class DomainTests
{
    private const string Other = "other";

    [Theory]
    [InlineData("/api/extensions")]
    [InlineData("/api/channels")]
    [InlineData("/api/conversations")]
    [InlineData("/api/history")]
    public async Task A_domain_sees_itself_only(string path)
    {
        await using var hub = await StartAsync();
        using var everything = hub.Client();
        using var own = hub.Client(await hub.TokenAsync());
        await Eventually.Async(async () => (await everything.GetJsonAsync("/api/history")).GetProperty("items").GetArrayLength() == 2);
        Assert.Contains("\"x501\"", (await everything.GetJsonAsync(path)).ToString(), StringComparison.Ordinal);
        var seen = (await own.GetJsonAsync(path)).ToString();
        Assert.Contains("\"101\"", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("x501", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Other, seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_domain_cannot_search_the_history_of_others()
    {
        await using var hub = await StartAsync();
        using var everything = hub.Client();
        using var own = hub.Client(await hub.TokenAsync());
        await Eventually.Async(async () => (await everything.GetJsonAsync("/api/history?number=x501")).GetProperty("items").GetArrayLength() == 1);
        Assert.Empty((await own.GetJsonAsync("/api/history?number=x501")).Each("id"));
    }

    [Fact]
    public async Task A_domain_reads_no_object_of_others()
    {
        await using var hub = await StartAsync();
        using var everything = hub.Client();
        using var own = hub.Client(await hub.TokenAsync());
        await Eventually.Async(async () => (await everything.GetJsonAsync("/api/history")).GetProperty("items").GetArrayLength() == 2);
        foreach (var path in new[] { "/api/channels/switch:call-2", "/api/channels/call-2", "/api/conversations/switch:call-2", "/api/extensions/x501", "/api/history/switch:call-2" })
        {
            Assert.Contains("x501", (await everything.GetJsonAsync(path)).GetRawText(), StringComparison.Ordinal);
            using var response = await own.GetAsync(path);
            await response.ProblemAsync(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_conversation_with_another_domain_reads_alone_as_in_the_list()
    {
        await using var hub = await CallTests.StartAsync();
        hub.Source.Call(Other, "x501", "102", toDomain: TestHub.Domain);
        await hub.MergedAsync();
        using var own = hub.Client(await hub.TokenAsync());
        var list = await own.GetJsonAsync("/api/conversations");
        var one = await own.GetJsonAsync("/api/conversations/switch:call-1");
        Assert.Equal(list.GetProperty("items")[0].GetRawText(), one.GetProperty("item").GetRawText());
        Assert.DoesNotContain("x501", one.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_domain_s_commands_do_not_find_objects_of_others()
    {
        await using var hub = await StartAsync();
        using var own = hub.Client(await hub.TokenAsync());
        foreach (var path in new[] { "/api/channels/switch:call-2", "/api/conversations/switch:call-2", "/api/extensions/x501", "/api/extensions/switch:x501" })
        {
            using var response = await own.DeleteAsync(path);
            await response.ProblemAsync(HttpStatusCode.NotFound);
        }
        foreach (var from in new[] { "x501", "switch:x501" })
        {
            using var response = await own.PostTextAsync("/api/calls", $$"""{"from":"{{from}}","to":"101"}""");
            await response.ProblemAsync(HttpStatusCode.NotFound);
        }
        Assert.Empty(hub.Source.Executed);
        Assert.Equal(4, hub.Source.State.Snapshot().Channels.Count);
    }

    [Fact]
    public async Task A_conversation_with_another_domain_shows_no_number_of_it()
    {
        await using var hub = await CallTests.StartAsync();
        hub.Source.Call(Other, "x501", "102", toDomain: TestHub.Domain);
        await hub.MergedAsync();
        using var own = hub.Client(await hub.TokenAsync());
        Assert.DoesNotContain("x501", (await own.GetJsonAsync("/api/conversations")).GetProperty("items")[0].GetRawText(), StringComparison.Ordinal);
        using var response = await own.DeleteAsync("/api/conversations/switch:call-1");
        await response.ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_domain_ends_its_own_conversation_by_its_own_legs()
    {
        await using var hub = await CallTests.StartAsync();
        hub.Source.Call(TestHub.Domain, "101", "x501", toDomain: Other);
        await hub.MergedAsync();
        using var own = hub.Client(await hub.TokenAsync());
        using var response = await own.DeleteAsync("/api/conversations/switch:call-1");
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(["switch:call-1"], hub.Source.Executed.Select(command => command.Target.Text));
    }

    [Fact]
    public async Task A_domain_that_the_exchange_does_not_serve_adds_no_extension_and_reads_no_trace()
    {
        await using var hub = await StartAsync();
        using var other = hub.Client(await hub.TokenAsync(Other));
        using var added = await other.PostTextAsync("/api/extensions", """{"number":"105"}""");
        await added.ProblemAsync(HttpStatusCode.Forbidden);
        using var trace = await other.GetAsync("/api/trace");
        await trace.ProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_operator_acts_for_one_domain_by_naming_it()
    {
        await using var hub = await StartAsync();
        using var everything = hub.Client();
        Assert.Equal(["x501", "x502"], (await everything.GetJsonAsync($"/api/extensions?domain={Other}")).Each("number"));
        using var added = await everything.PostTextAsync($"/api/extensions?domain={TestHub.Domain}", """{"number":"105"}""");
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        using var unserved = await everything.PostTextAsync($"/api/extensions?domain={Other}", """{"number":"105"}""");
        await unserved.ProblemAsync(HttpStatusCode.Forbidden);
        using var call = await everything.PostTextAsync($"/api/calls?domain={Other}", """{"from":"101","to":"102"}""");
        await call.ProblemAsync(HttpStatusCode.NotFound);

        using var own = hub.Client(await hub.TokenAsync());
        Assert.Contains("101", (await own.GetJsonAsync($"/api/extensions?domain={TestHub.Domain}")).Each("number"));
        using var foreign = await own.GetAsync($"/api/extensions?domain={Other}");
        await foreign.ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_user_sees_and_ends_its_own_calls_only()
    {
        await using var hub = await CallTests.StartAsync();
        var id = await hub.UserAsync("107");
        hub.Source.Call(TestHub.Domain, "107", "102", user: id);
        hub.Source.Call(TestHub.Domain, "108", "102", user: id + 1);
        await hub.MergedAsync();
        using var user = hub.Client(await hub.TokenAsync(user: id));
        Assert.Equal(["switch:call-1"], (await user.GetJsonAsync("/api/channels")).Each("id"));
        Assert.Equal(["switch:call-1"], (await user.GetJsonAsync("/api/conversations")).Each("id"));
        using var everything = hub.Client();
        await Eventually.Async(async () => (await everything.GetJsonAsync("/api/history")).GetProperty("items").GetArrayLength() == 2);
        Assert.Equal(["switch:call-1"], (await user.GetJsonAsync("/api/history")).Each("id"));
        using var foreignChannel = await user.DeleteAsync("/api/channels/switch:call-2");
        await foreignChannel.ProblemAsync(HttpStatusCode.NotFound);
        using var foreignCall = await user.DeleteAsync("/api/conversations/switch:call-2");
        await foreignCall.ProblemAsync(HttpStatusCode.NotFound);
        using var trace = await user.GetAsync("/api/trace");
        await trace.ProblemAsync(HttpStatusCode.Forbidden);
        using var own = await user.DeleteAsync("/api/channels/switch:call-1");
        Assert.Equal(HttpStatusCode.NoContent, own.StatusCode);
    }

    private static async Task<TestHub> StartAsync()
    {
        var hub = await CallTests.StartAsync();
        hub.Source.Extension(Other, "x501");
        hub.Source.Extension(Other, "x502");
        hub.Source.Call(TestHub.Domain, "101", "102");
        hub.Source.Call(Other, "x501", "x502");
        await hub.MergedAsync();
        return hub;
    }
}
