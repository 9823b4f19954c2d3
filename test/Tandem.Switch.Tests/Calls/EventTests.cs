using System.Collections.Concurrent;
using Tandem.Media.Tones;
using Tandem.Switch.Calls;

namespace Tandem.Switch.Tests.Calls;

/// <summary>What programs hear of calls, and how they find them.</summary>
public sealed class EventTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Fact]
    public async Task The_events_of_a_call_between_two_phones_come_in_their_order()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"));
        var events = new ConcurrentQueue<string>();
        var over = new TaskCompletionSource();
        exchange.Switch.CallHappened += happened =>
        {
            events.Enqueue($"{(happened.Call.IsOutbound ? "out" : "in")} {happened}");
            if (happened.Kind == CallEventKind.Ended && events.Count(line => line.Contains("Ended", StringComparison.Ordinal)) == 2)
            {
                over.SetResult();
            }
        };
        var call = await alice.CallAsync("102");
        var atBob = await bob.WaitForCallAsync().WaitAsync(Patience);
        await call.WaitForRingingAsync().WaitAsync(Patience);
        await atBob.AnswerAsync();
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(Patience));
        await call.HangupAsync();
        await over.Task.WaitAsync(Patience);

        Assert.Equal(
            [
                "in New", "out New", "out Ringing", "in Ringing", "out Answered", "in Answered", "in Bridged", "out Bridged", "in Ended normal_clearing",
                "out Ended normal_clearing",
            ],
            events);
    }

    [Fact]
    public async Task A_program_waits_for_any_event_a_chosen_one_or_none()
    {
        await using var exchange = await TestExchange.StartAsync();
        var results = new TaskCompletionSource<CallEventResult[]>();
        var (waiting, last) = (new TaskCompletionSource(), new TaskCompletionSource());
        exchange.Switch.OnCall("700", async call =>
        {
            await call.AnswerAsync();
            var nothing = await call.WaitForEventAsync(happened => happened.Kind == CallEventKind.Held, TimeSpan.FromMilliseconds(50));
            var played = call.WaitForEventAsync(happened => happened.Kind == CallEventKind.PlayEnded, Patience);
            var digit = call.WaitForEventAsync(happened => happened is { Kind: CallEventKind.Digit, Detail: "2" }, Patience);
            await call.Audio.PlayAsync(new ToneSource(440, duration: TimeSpan.FromMilliseconds(40)));
            waiting.SetResult();
            await digit;
            // The end is no event that just anyone waits for.
            var end = call.WaitForEventAsync(null, Patience);
            last.SetResult();
            results.SetResult([nothing, await played, await digit, await end]);
        });
        var phone = await (await exchange.RegisteredAsync("101")).CallAsync("700");
        await waiting.Task.WaitAsync(Patience);
        phone.SendDigits("12");
        await last.Task.WaitAsync(Patience);
        await phone.HangupAsync();
        var found = await results.Task.WaitAsync(Patience);

        Assert.Equal(
            [CallEventOutcome.TimedOut, CallEventOutcome.Found, CallEventOutcome.Found, CallEventOutcome.CallEnded],
            found.Select(result => result.Outcome));
        Assert.Equal(("Completed", "2"), (found[1].Event!.Detail, found[2].Event!.Detail));
    }

    [Fact]
    public async Task Legs_are_found_by_what_is_known_of_them_and_by_nothing_once_they_are_over()
    {
        await using var exchange = await TestExchange.StartAsync();
        var alice = await exchange.RegisteredAsync("101");
        await exchange.RegisteredAsync("102", options => options with { AutoAnswer = true });
        var call = await alice.CallAsync("102");
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(Patience));
        var all = await exchange.Switch.FindCallsAsync();
        Assert.Equal(2, all.Count);
        Assert.Equal(call.Invite.CallId, (await exchange.Switch.FindCallsAsync(new CallFilter { CallId = call.Invite.CallId })).Single().Invite.CallId);
        Assert.Equal("102", (await exchange.Switch.FindCallsAsync(new CallFilter { Number = "102" })).Single().Called.Number);
        Assert.Equal(2, (await exchange.Switch.FindCallsAsync(new CallFilter { Domain = "default", ConversationId = all[0].ConversationId })).Count);
        Assert.Empty(await exchange.Switch.FindCallsAsync(new CallFilter { Number = "102", Domain = "elsewhere" }));
        Assert.Same(all[0], await exchange.Switch.FindCallAsync(all[0].Id));
        await call.HangupAsync();
        await exchange.UntilAsync(state => state.Channels.Count == 0);

        Assert.Empty(await exchange.Switch.FindCallsAsync());
        await exchange.AssertNothingIsKeptAsync();
    }
}
