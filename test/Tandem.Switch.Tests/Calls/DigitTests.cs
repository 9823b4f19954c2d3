using Tandem.Switch.Calls;

namespace Tandem.Switch.Tests.Calls;

/// <summary>Digits that nobody waited for when they were pressed.</summary>
public sealed class DigitTests
{
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
            var pressed = call.WaitForEventAsync(happened => happened is { Kind: CallEventKind.Digit, Detail: "2" }, TestExchange.Patience);
            listens.SetResult();
            await pressed;
            if (clears)
            {
                await call.ClearDigitsAsync();
            }
            found.SetResult(await call.WaitForDigitsAsync("[0-1]", TimeSpan.FromMilliseconds(50)));
        });
        var phone = await (await exchange.RegisteredAsync("101")).CallAsync("700");
        Assert.Equal(200, await phone.WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
        await listens.Task.WaitAsync(TestExchange.Patience);
        phone.SendDigits("12");

        var result = await found.Task.WaitAsync(TestExchange.Patience);
        Assert.Equal((outcome, digits), (result.Outcome, result.Digits));
    }
}
