using Tandem.Phone.Calls;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Testing;
using Tandem.Switch.Tests.Calls.Holding;
using Tandem.Switch.Tests.Calls.Transfers;

namespace Tandem.Switch.Tests;

/// <summary>How an exchange stops while it has calls.</summary>
public sealed class StopTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Fact]
    public async Task Stopping_hangs_up_and_takes_no_more_calls()
    {
        await using var exchange = await TestExchange.StartAsync();
        var alice = await exchange.RegisteredAsync("101");
        var call = await alice.CallAsync("600");
        await call.WaitForAnswerAsync().WaitAsync(Patience);
        await exchange.Switch.StopAsync().WaitAsync(Patience);

        Assert.Equal(SessionEndKind.RemoteBye, (await call.WaitForHangupAsync().WaitAsync(Patience)).Kind);
        var late = await alice.CallAsync("600");
        Assert.Equal(503, await late.WaitForAnswerAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Stopping_waits_for_a_phone_that_does_not_answer_as_long_as_it_is_told()
    {
        var clock = new ManualTimeProvider();
        await using var exchange = await TestExchange.StartAsync(options => options with { StopTimeout = TimeSpan.FromSeconds(5) }, clock: clock);
        (await RawCaller.CallAsync(exchange, "101", "600")).Dispose();
        var leg = await exchange.LegAsync("101");
        var stopped = exchange.Switch.StopAsync();
        await leg.WaitForHangupAsync().WaitAsync(Patience);
        clock.Advance(TimeSpan.FromSeconds(4));
        await exchange.SettleAsync();
        Assert.False(stopped.IsCompleted);
        using var patience = new CancellationTokenSource(Patience);
        while (!stopped.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(10, patience.Token);
        }
        await stopped;
    }
}
