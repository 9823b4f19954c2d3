using System.Collections.Concurrent;
using System.Diagnostics;
using Tandem.Switch.Calls;

namespace Tandem.Switch.Tests.Calls;

public sealed class CallActivityTests
{
    private readonly ConcurrentQueue<Activity> _ended = new();

    [Fact]
    public async Task A_call_is_a_trace_with_a_span_for_each_leg()
    {
        using var listener = Listen();
        await using var exchange = await TestExchange.StartAsync();
        var spans = await CallAsync(exchange);

        var incoming = Assert.Single(spans, span => span.Kind == ActivityKind.Server);
        var outgoing = Assert.Single(spans, span => span.Kind == ActivityKind.Client);
        Assert.Equal(incoming.TraceId, outgoing.TraceId);
        Assert.Equal(incoming.SpanId, outgoing.ParentSpanId);
        Assert.Equal(default, incoming.ParentSpanId);
        Assert.Equal(["ringing", "answered", "bridged"], incoming.Events.Select(step => step.Name));
        Assert.Equal("in", incoming.GetTagItem("tandem.call.direction"));
        Assert.Equal("normal_clearing", incoming.GetTagItem("tandem.call.cause"));
        Assert.True(incoming.Duration > TimeSpan.Zero);
    }

    [Fact]
    public async Task Spans_name_nobody()
    {
        using var listener = Listen();
        await using var exchange = await TestExchange.StartAsync();
        var spans = await CallAsync(exchange);
        Assert.DoesNotContain(spans.SelectMany(span => span.TagObjects), tag => tag.Value is "101" or "102");
    }

    [Fact]
    public async Task Unless_that_is_wanted()
    {
        using var listener = Listen();
        await using var exchange = await TestExchange.StartAsync(options => options with { TraceNumbers = true });
        var spans = await CallAsync(exchange);
        Assert.All(spans, span => Assert.Equal(("101", "102"), (span.GetTagItem("tandem.call.calling"), span.GetTagItem("tandem.call.called"))));
    }

    [Fact]
    public void Where_nobody_listens_a_span_costs_nothing()
    {
        Assert.Null(CallActivity.Start(null!, null, withNumbers: true));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            CallActivity.Start(null!, null, withNumbers: true);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Tandem.Switch",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    // Other tests call meanwhile too: only the spans of this call count.
    private async Task<List<Activity>> CallAsync(TestExchange exchange)
    {
        var caller = await exchange.RegisteredAsync("101");
        var called = await exchange.RegisteredAsync("102");
        var outgoing = await caller.CallAsync("102");
        var incoming = await called.WaitForCallAsync().WaitAsync(TestExchange.Patience);
        await incoming.AnswerAsync();
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
        await exchange.UntilAsync(model => model.Channels.Count(channel => channel.AnsweredAt is not null) == 2);
        var conversation = Assert.Single(exchange.Switch.Model.Snapshot().Conversations).Id.LocalId;
        await outgoing.HangupAsync();
        await exchange.UntilAsync(model => !model.Channels.Any());
        return [.. _ended.Where(span => conversation.Equals(span.GetTagItem("tandem.conversation.id")))];
    }
}
