using System.Net;
using Tandem.Hub.Tests.Testing;
using Tandem.Pbx.Model;

namespace Tandem.Hub.Tests.Rest;

public sealed class HistoryTests
{
    [Fact]
    public async Task A_call_that_ended_is_in_the_history_with_its_cause()
    {
        await using var hub = await CallTests.StartAsync();
        hub.Source.Call(TestHub.Domain, "101", "102");
        hub.Source.HangUp(hub.Source.Id("call-1"), HangupCause.UserBusy);
        hub.Source.HangUp(hub.Source.Id("call-1-b"), HangupCause.UserBusy);
        using var client = hub.Client();
        await Eventually.Async(async () => (await client.GetJsonAsync("/api/history")).ToString().Contains("user_busy", StringComparison.Ordinal));
        var entry = (await client.GetJsonAsync("/api/history")).GetProperty("items")[0];
        Assert.Equal("switch:call-1", entry.GetProperty("id").GetString());
        Assert.Equal("user_busy", entry.GetProperty("cause").GetString());
        Assert.Equal("101", entry.GetProperty("calling").GetProperty("number").GetString());
        Assert.Equal(27, entry.GetProperty("startedAt").GetString()!.Length);
    }

    [Fact]
    public async Task A_call_is_read_by_its_id_while_it_is_up_and_when_it_is_over()
    {
        await using var hub = await CallTests.StartAsync();
        hub.Source.Call(TestHub.Domain, "101", "102");
        hub.Source.Call(TestHub.Domain, "102", "103");
        using var client = hub.Client();
        await Eventually.Async(async () => (await client.GetJsonAsync("/api/history")).GetProperty("items").GetArrayLength() == 2);
        var up = await client.GetJsonAsync("/api/history/switch:call-2");
        Assert.Equal(("switch:call-2", false), (up.GetProperty("id").GetString(), up.TryGetProperty("endedAt", out _)));
        hub.Source.HangUp(hub.Source.Id("call-2"), HangupCause.UserBusy);
        hub.Source.HangUp(hub.Source.Id("call-2-b"), HangupCause.UserBusy);

        await Eventually.Async(async () => (await client.GetJsonAsync("/api/history/switch:call-2")).TryGetProperty("cause", out var cause) && cause.GetString() == "user_busy");
        using var unknown = await client.GetAsync("/api/history/switch:call-9");
        await unknown.ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_history_is_read_page_by_page()
    {
        await using var hub = await CallTests.StartAsync();
        for (var i = 0; i < 7; i++)
        {
            hub.Source.Call(TestHub.Domain, "101", "102");
        }
        using var client = hub.Client();
        await Eventually.Async(async () => (await client.GetJsonAsync("/api/history")).GetProperty("items").GetArrayLength() == 7);
        var whole = (await client.GetJsonAsync("/api/history")).Each("id");
        var paged = new List<string>();
        string? after = null;
        do
        {
            var page = await client.GetJsonAsync($"/api/history?limit=3{(after is null ? "" : $"&after={after}")}");
            paged.AddRange(page.Each("id"));
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (after is not null);
        Assert.Equal(whole, paged);
    }

    [Fact]
    public async Task The_history_is_searched_by_number_and_time()
    {
        await using var hub = await CallTests.StartAsync();
        hub.Source.Call(TestHub.Domain, "101", "102");
        hub.Source.Call(TestHub.Domain, "102", "103");
        using var client = hub.Client();
        await Eventually.Async(async () => (await client.GetJsonAsync("/api/history")).GetProperty("items").GetArrayLength() == 2);
        Assert.Equal(["switch:call-2"], (await client.GetJsonAsync("/api/history?number=103")).Each("id"));
        var started = (await client.GetJsonAsync("/api/history?number=103")).Each("startedAt").Single();
        Assert.Equal(["switch:call-2"], (await client.GetJsonAsync($"/api/history?from={started}")).Each("id"));
        Assert.Equal(["switch:call-1"], (await client.GetJsonAsync($"/api/history?until={started}")).Each("id"));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2026-03-01T09:00:00", "from")]
    [InlineData("until=2026-03-01T09:00:00+01:00", "until")]
    [InlineData("after=x!", "after")]
    [InlineData("number=", "number")]
    [InlineData("nummer=1", "nummer")]
    public async Task A_wrong_parameter_is_named(string query, string field)
    {
        await using var hub = await TestHub.StartAsync();
        using var client = hub.Client();
        using var response = await client.GetAsync($"/api/history?{query}");
        Assert.Equal(field, (await response.ProblemAsync(HttpStatusCode.BadRequest)).GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("2026-03-01T09:00:00Z")]
    [InlineData("2026-03-01T09:00:00.123456Z")]
    [InlineData("2026-03-01T10:00:00%2B01:00")]
    [InlineData("2026-03-01T08:00:00.5-01:00")]
    public async Task An_instant_is_read_by_RFC_3339(string instant)
    {
        await using var hub = await TestHub.StartAsync();
        using var client = hub.Client();
        Assert.Empty((await client.GetJsonAsync($"/api/history?from={instant}&until={instant}")).Each("id"));
    }
}
