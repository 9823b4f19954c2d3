using Tandem.Interop.Tests.Media;
using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;
using Tandem.Pbx.Model;
using Tandem.Switch.Calls.Dialling;

namespace Tandem.Interop.Tests.Programs;

/// <summary>What a program dials, as the phones see it.</summary>
public sealed class DialTests
{
    [ToolFact(ExternalTool.Sipp)]
    public async Task A_phone_that_is_called_without_an_offer_makes_its_own_and_is_heard()
    {
        using var tone = new ToneFile();
        await using var exchange = await ProgrammedExchange.StartAsync();
        await using var called = await exchange.PhoneAsync("makes_the_offer", ("audio", tone.Name));
        exchange.Switch.OnCall("700", async call =>
        {
            await call.DialAsync(new DialRequest(ProgrammedExchange.Of(called)) { LateOffer = true });
            await call.WaitForHangupAsync();
        });
        await using var phone = exchange.Caller();
        var caller = await phone.CallAsync("700");
        Assert.Equal(200, await caller.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        await caller.HearAsync(ToneFile.Frequency);
        await caller.HangupAsync();
        await called.SucceedAsync();
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task Who_does_not_answer_in_a_sequence_stops_ringing_before_the_next_rings()
    {
        await using var exchange = await ProgrammedExchange.StartAsync();
        await using var first = await exchange.PhoneAsync("rings");
        await using var second = await exchange.PhoneAsync("refuses", ("status", "486"), ("reason", "Busy Here"));
        await using var third = await exchange.PhoneAsync("answers", ("ring", "0"));
        var result = await exchange.Switch.DialAsync(new DialRequest(ProgrammedExchange.Of(first), ProgrammedExchange.Of(second), ProgrammedExchange.Of(third))
        {
            Order = DialOrder.Sequence,
            RingTimeout = TimeSpan.FromSeconds(1),
        }).WaitAsync(ChildProcess.Patience);

        Assert.True(result.IsAnswered);
        Assert.Equal([(HangupCause.NoAnswer, true), (HangupCause.UserBusy, true)], result.Attempts.Select(attempt => (attempt.Cause, attempt.HasRung)));
        await result.Leg!.HangupAsync();
        await first.SucceedAsync();
        await second.SucceedAsync();
        await third.SucceedAsync();
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task A_phone_is_told_to_answer_by_itself_and_what_the_program_adds_but_not_who_calls()
    {
        await using var exchange = await ProgrammedExchange.StartAsync();
        await using var called = await exchange.PhoneAsync("answers_by_itself", ("order", "4711"));
        var result = await exchange.Switch.DialAsync(new DialRequest(ProgrammedExchange.Of(called))
        {
            AutoAnswer = TimeSpan.Zero,
            CallerId = new CallerId("199", "Reception"),
            IsPrivate = true,
            Headers = [("X-Order", "4711")],
        }).WaitAsync(ChildProcess.Patience);

        Assert.True(result.IsAnswered);
        await result.Leg!.HangupAsync();
        var outcome = await called.SucceedAsync();
        Assert.DoesNotContain("Reception", outcome.Received.First(), StringComparison.Ordinal);
    }
}
