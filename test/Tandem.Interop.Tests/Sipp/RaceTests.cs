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

    [ToolFact(ExternalTool.Sipp)]
    public async Task A_late_answer_after_an_announcement_is_taken_although_the_ring_time_is_over()
    {
        await using var hub = await HubProcess.StartAsync(null, ("Switch:RingTimeoutSeconds", "1"));
        await using var called = await hub.CalledSippAsync("announces_then_answers", "102", ("announce", "2500"));
        await using var caller = hub.Sipp("call", "101", ("number", "102"), ("talk", "100"));
        await caller.SucceedAsync();
        await called.SucceedAsync();
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task An_answer_right_behind_an_announcement_is_taken()
    {
        await using var called = await _hub.CalledSippAsync("announces_then_answers", "102", ("announce", "0"));
        await using var caller = _hub.Sipp("call", "101", ("number", "102"), ("talk", "100"));
        await caller.SucceedAsync();
        await called.SucceedAsync();
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task The_winner_does_not_wait_for_a_loser_that_is_slow_to_stop_and_notes_no_missed_call()
    {
        await using var winner = await SippCall.Start(_hub.Sip, "answers", [("ring", "300")]).ListeningAsync();
        await using var loser = await _hub.CalledSippAsync("answers_no_cancel_for_long", "102", ("delay", "3000"));
        await _hub.RegisterContactAsync("102", $"<sip:102@127.0.0.1:{winner.Port}>");
        await using var caller = _hub.Sipp("call", "101", ("number", "102"), ("talk", "100"));
        await caller.SucceedAsync();
        await winner.SucceedAsync();
        await loser.SucceedAsync();
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task A_caller_who_gives_up_at_once_leaves_nothing_behind()
    {
        await using var called = await _hub.CalledSippAsync("rings", "102");
        await using var caller = _hub.Sipp("cancels_at_once", "101", ("number", "102"));
        await caller.SucceedAsync();
        using var patience = new CancellationTokenSource(ChildProcess.Patience);
        while ((await _hub.GetAsync("/api/channels")).GetProperty("items").GetArrayLength() > 0)
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
