using System.Net;
using Tandem.Hub.Tests.Testing;
using Tandem.Pbx.Commands;

namespace Tandem.Hub.Tests.Rest;

public sealed class IdempotencyTests
{
    private const string Body = """{"from":"101","to":"102"}""";

    [Fact]
    public async Task The_same_request_again_makes_no_second_call()
    {
        await using var hub = await CallTests.StartAsync();
        using var client = hub.Client();
        using var first = await client.PostTextAsync("/api/calls", Body, "k1");
        using var second = await client.PostTextAsync("/api/calls", """{ "to": "102", "from": "101" }""", "k1");
        using var other = await client.PostTextAsync("/api/calls", Body, "k2");
        Assert.Equal(HttpStatusCode.Accepted, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.NotEqual(await first.Content.ReadAsStringAsync(), await other.Content.ReadAsStringAsync());
        Assert.Equal(2, hub.Source.Executed.Count);
    }

    [Fact]
    public async Task A_failure_is_answered_the_same_again()
    {
        await using var hub = await CallTests.StartAsync();
        hub.Source.Answer = _ => Task.FromResult(CommandResult.TimedOut("Nothing was heard."));
        using var client = hub.Client();
        using var first = await client.PostTextAsync("/api/calls", Body, "k1");
        using var second = await client.PostTextAsync("/api/calls", Body, "k1");
        await first.ProblemAsync(HttpStatusCode.GatewayTimeout);
        await second.ProblemAsync(HttpStatusCode.GatewayTimeout);
        Assert.Single(hub.Source.Executed);
    }

    [Fact]
    public async Task A_key_is_for_one_call_only()
    {
        await using var hub = await CallTests.StartAsync();
        using var client = hub.Client();
        using var first = await client.PostTextAsync("/api/calls", Body, "k1");
        using var second = await client.PostTextAsync("/api/calls", """{"from":"101","to":"103"}""", "k1");
        Assert.Equal("Idempotency-Key", (await second.ProblemAsync(HttpStatusCode.Conflict)).GetProperty("field").GetString());
        Assert.Single(hub.Source.Executed);
    }

    [Fact]
    public async Task Another_token_may_use_the_same_key()
    {
        await using var hub = await CallTests.StartAsync();
        using var one = hub.Client(await hub.TokenAsync());
        using var two = hub.Client(await hub.TokenAsync());
        using var first = await one.PostTextAsync("/api/calls", Body, "k1");
        using var second = await two.PostTextAsync("/api/calls", Body, "k1");
        Assert.Equal(2, hub.Source.Executed.Count);
        Assert.NotEqual(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Those_who_ask_at_the_same_time_wait_for_the_first()
    {
        await using var hub = await CallTests.StartAsync();
        var answer = new TaskCompletionSource<CommandResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.Source.Answer = _ =>
        {
            asked.TrySetResult();
            return answer.Task;
        };
        using var client = hub.Client();
        var requests = Enumerable.Range(0, 20).Select(_ => client.PostTextAsync("/api/calls", Body, "k1")).ToArray();
        await asked.Task.InTime();
        Assert.DoesNotContain(requests, request => request.IsCompleted);
        answer.SetResult(CommandResult.Done(hub.Source.Id("only")));
        foreach (var response in await Task.WhenAll(requests).InTime())
        {
            Assert.Equal("switch:only", (await response.JsonAsync()).GetProperty("conversationId").GetString());
            response.Dispose();
        }
        Assert.Single(hub.Source.Executed);
    }

    [Fact]
    public async Task A_caller_who_gives_up_does_not_undo_the_call()
    {
        await using var hub = await CallTests.StartAsync();
        var answer = new TaskCompletionSource<CommandResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.Source.Answer = _ =>
        {
            asked.TrySetResult();
            return answer.Task;
        };
        using (var impatient = hub.Client())
        {
            var request = impatient.PostTextAsync("/api/calls", Body, "k1");
            await asked.Task.InTime();
            impatient.CancelPendingRequests();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        }
        answer.SetResult(CommandResult.Done(hub.Source.Id("only")));
        using var client = hub.Client();
        using var again = await client.PostTextAsync("/api/calls", Body, "k1");
        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        Assert.Single(hub.Source.Executed);
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        await using var hub = await CallTests.StartAsync();
        using var client = hub.Client();
        using var first = await client.PostTextAsync("/api/calls", Body, "k1");
        hub.Clock.Advance(TimeSpan.FromHours(23.9));
        using var kept = await client.PostTextAsync("/api/calls", Body, "k1");
        Assert.Single(hub.Source.Executed);
        hub.Clock.Advance(TimeSpan.FromHours(0.2));
        using var forgotten = await client.PostTextAsync("/api/calls", Body, "k1");
        Assert.Equal(2, hub.Source.Executed.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task A_key_has_1_to_128_visible_characters(string key)
    {
        await using var hub = await CallTests.StartAsync();
        using var client = hub.Client();
        using var response = await client.PostTextAsync("/api/calls", Body, key);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(hub.Source.Executed);
    }

    [Fact]
    public void Of_too_many_keys_the_oldest_is_forgotten()
    {
        var calls = new Tandem.Hub.Rest.IdempotentCalls(new TestClock());
        var made = 0;
        for (var i = 0; i <= Tandem.Hub.Rest.IdempotentCalls.Capacity; i++)
        {
            Make($"k{i}");
        }
        made = 0;
        Make("k1");
        Assert.Equal(0, made);
        Make("k0");
        Assert.Equal(1, made);

        void Make(string key) => calls.Execute("token", key, new CallCommand("101", "102"), () =>
        {
            made++;
            return Task.FromResult(CommandResult.Done());
        });
    }
}
