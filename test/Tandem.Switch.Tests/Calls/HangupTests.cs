using System.Collections.Concurrent;
using Tandem.Pbx.Model;
using Tandem.Phone.Calls;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Tests.Calls.Transfers;

namespace Tandem.Switch.Tests.Calls;

/// <summary>A leg ends once, whoever ends it and however often.</summary>
public sealed class HangupTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Fact]
    public async Task The_first_cause_counts_and_everybody_waits_for_the_same_end()
    {
        await using var exchange = await TestExchange.StartAsync();
        var ended = new ConcurrentBag<string>();
        var bothEnded = new TaskCompletionSource();
        exchange.Switch.CallHappened += happened =>
        {
            if (happened.Kind == CallEventKind.Ended)
            {
                ended.Add(happened.Call.Id.ToString());
                if (ended.Count == 2)
                {
                    bothEnded.SetResult();
                }
            }
        };
        var (alice, bob) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"));
        var (outgoing, incoming) = await exchange.ConnectAsync(alice, bob);
        var leg = await exchange.LegAsync("101");
        await Task.WhenAll(leg.HangupAsync(HangupCause.Declined), leg.HangupAsync(HangupCause.ServerError), outgoing.HangupAsync()).WaitAsync(Patience);

        Assert.Equal(HangupCause.Declined, await leg.WaitForHangupAsync().WaitAsync(Patience));
        Assert.Equal(HangupCause.Declined, await leg.WaitForHangupAsync().WaitAsync(Patience));
        await incoming.WaitForHangupAsync().WaitAsync(Patience);
        await exchange.AtRestAsync();
        Assert.Null(await exchange.Switch.FindCallAsync(leg.Id));
        await bothEnded.Task.WaitAsync(Patience);
        Assert.Equal(ended.Count, ended.Distinct().Count());
    }

    [Fact]
    public async Task Legs_that_are_not_answered_are_not_connected()
    {
        await using var exchange = await TestExchange.StartAsync();
        var tried = new TaskCompletionSource<CallOutcome>();
        exchange.Switch.OnCall("700", async call =>
        {
            await call.RingAsync();
            var other = (await exchange.Switch.FindCallsAsync(new CallFilter { Number = "102" })).Single();
            tried.SetResult(await call.BridgeAsync(other));
            await call.BusyAsync();
        });
        var waits = await (await exchange.RegisteredAsync("102")).CallAsync("600");
        Assert.Equal(200, await waits.WaitForAnswerAsync().WaitAsync(Patience));
        var call = await (await exchange.RegisteredAsync("101")).CallAsync("700");

        Assert.Equal(CallOutcome.NotConnected, await tried.Task.WaitAsync(Patience));
        Assert.Equal(486, await call.WaitForAnswerAsync().WaitAsync(Patience));
        Assert.Equal(PhoneCallState.Talking, waits.State);
    }
}
