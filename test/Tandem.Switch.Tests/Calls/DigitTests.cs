using System.Collections.Concurrent;
using Tandem.Switch.Calls;

namespace Tandem.Switch.Tests.Calls;

/// <summary>Digits that a program waits for, and those that nobody waited for when they were pressed.</summary>
public sealed class DigitTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Fact]
    public async Task Waiting_for_two_keys_and_hash_finds_the_last_ones()
    {
        await using var exchange = await TestExchange.StartAsync();
        var first = new TaskCompletionSource<DigitsResult>();
        var second = new TaskCompletionSource<DigitsResult>();
        exchange.Switch.OnCall("700", async call =>
        {
            await call.AnswerAsync();
            first.SetResult(await call.WaitForDigitsAsync("[0-9A-D*#]{2}#", TimeSpan.FromSeconds(4)));
            second.SetResult(await call.WaitForDigitsAsync("[0-9A-D*#]{2}#", Patience));
            await call.WaitForHangupAsync();
        });
        var phone = await exchange.AnsweredAsync("700");
        phone.SendDigits("123456");
        Assert.Equal(new DigitsResult(DigitsOutcome.TimedOut, ""), await first.Task.WaitAsync(Patience));
        phone.SendDigits("7#");

        Assert.Equal(new DigitsResult(DigitsOutcome.Matched, "67#"), await second.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task Three_waits_for_a_digit_after_two_give_both_and_then_time_out()
    {
        await using var exchange = await TestExchange.StartAsync();
        var results = new TaskCompletionSource<DigitsResult[]>();
        var ready = new TaskCompletionSource();
        exchange.Switch.OnCall("700", async call =>
        {
            await call.AnswerAsync();
            await ready.Task;
            results.SetResult(
            [
                await call.WaitForDigitsAsync("[0-9]", TimeSpan.FromMilliseconds(100)),
                await call.WaitForDigitsAsync("[0-9]", TimeSpan.FromMilliseconds(100)),
                await call.WaitForDigitsAsync("[0-9]", TimeSpan.FromMilliseconds(100)),
            ]);
        });
        var pressed = new ConcurrentQueue<string?>();
        exchange.Switch.CallHappened += callEvent =>
        {
            if (callEvent.Kind == CallEventKind.Digit)
            {
                pressed.Enqueue(callEvent.Detail);
                if (pressed.Count == 2)
                {
                    ready.SetResult();
                }
            }
        };
        var phone = await exchange.AnsweredAsync("700");
        phone.SendDigits("12");

        Assert.Equal([("1", true), ("2", true), ("", false)], (await results.Task.WaitAsync(Patience)).Select(result => (result.Digits, result.IsMatch)));
    }

    [Fact]
    public async Task A_wait_ends_with_its_call_and_only_one_waits_at_a_time()
    {
        await using var exchange = await TestExchange.StartAsync();
        var outcome = new TaskCompletionSource<(bool Refused, DigitsResult Result)>();
        var waiting = new TaskCompletionSource();
        exchange.Switch.OnCall("700", async call =>
        {
            await call.AnswerAsync();
            var wait = call.WaitForDigitsAsync("9", Patience);
            var refused = await Record.ExceptionAsync(() => call.WaitForDigitsAsync("8")) is InvalidOperationException;
            waiting.SetResult();
            outcome.SetResult((refused, await wait));
        });
        var phone = await exchange.AnsweredAsync("700");
        await waiting.Task.WaitAsync(Patience);
        await phone.HangupAsync();

        Assert.Equal((true, new DigitsResult(DigitsOutcome.CallEnded, "")), await outcome.Task.WaitAsync(Patience));
    }

    [Theory]
    [InlineData(false, DigitsOutcome.Matched, "1")]
    [InlineData(true, DigitsOutcome.TimedOut, "")]
    public async Task What_was_pressed_before_is_found_unless_it_was_cleared(bool clears, DigitsOutcome outcome, string digits)
    {
        await using var exchange = await TestExchange.StartAsync();
        var found = new TaskCompletionSource<DigitsResult>();
        var listens = new TaskCompletionSource();
        exchange.Switch.OnCall("700", async call =>
        {
            await call.AnswerAsync();
            var pressed = call.WaitForEventAsync(happened => happened is { Kind: CallEventKind.Digit, Detail: "2" }, Patience);
            listens.SetResult();
            await pressed;
            if (clears)
            {
                await call.ClearDigitsAsync();
            }
            found.SetResult(await call.WaitForDigitsAsync("[0-1]", TimeSpan.FromMilliseconds(50)));
        });
        var phone = await exchange.AnsweredAsync("700");
        await listens.Task.WaitAsync(Patience);
        phone.SendDigits("12");

        var result = await found.Task.WaitAsync(Patience);
        Assert.Equal((outcome, digits), (result.Outcome, result.Digits));
    }
}
