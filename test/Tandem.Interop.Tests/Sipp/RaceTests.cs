using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;

namespace Tandem.Interop.Tests.Sipp;

/// <summary>Messages that cross, and phones that do not do what they should, between two legs of the exchange.</summary>
public sealed class RaceTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private readonly HubProcess _hub = fixture.Hub;

    [ToolFact(ExternalTool.Sipp)]
    public async Task An_answer_that_crosses_the_cancel_is_acknowledged_and_ended()
    {
        await using var called = await _hub.CalledSippAsync("answers_after_cancel", "102");
        await using var caller = _hub.Sipp("cancel", "101", ("number", "102"));
        await caller.SucceedAsync();
        await called.SucceedAsync();
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task A_phone_that_answers_no_cancel_does_not_keep_the_caller()
    {
        await using var called = await _hub.CalledSippAsync("ignores_cancel", "102");
        await using var caller = _hub.Sipp("cancel", "101", ("number", "102"));
        await caller.SucceedAsync();
        await called.SucceedAsync();
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task A_phone_that_rings_reliably_gets_its_pracks()
    {
        await using var called = await _hub.CalledSippAsync("rings_reliably", "102");
        await using var caller = _hub.Sipp("call", "101", ("number", "102"), ("talk", "100"));
        await caller.SucceedAsync();
        await called.SucceedAsync();
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task A_caller_that_requires_it_is_rung_reliably()
    {
        await using var called = await _hub.CalledSippAsync("answers", "102", ("ring", "800"));
        await using var caller = _hub.Sipp("reliable_call", "101", ("number", "102"), ("talk", "100"));
        await caller.SucceedAsync();
        await called.SucceedAsync();
    }
}
