using Tandem.Phone.Calls;
using Tandem.Switch.Applications;

namespace Tandem.Switch.Tests.Applications;

public sealed class AutoAttendantTests
{
    private static readonly AutoAttendantOptions Quick = new() { DigitTimeout = TimeSpan.FromSeconds(1), MaxAttempts = 2 };

    [Fact]
    public async Task It_connects_the_caller_with_the_extension_that_is_pressed_also_while_it_still_asks()
    {
        await using var exchange = await TestExchange.StartAsync();
        var called = await exchange.RegisteredAsync("102");
        var call = await CallAsync(exchange, new AutoAttendantOptions());
        call.SendDigits("102");
        var incoming = await called.WaitForCallAsync().WaitAsync(TestExchange.Patience);
        await incoming.AnswerAsync();
        await exchange.UntilAsync(model => model.Channels.Count(channel => channel.State.Name == "bridged") == 2);
        await incoming.HangupAsync();
        await call.WaitForHangupAsync().WaitAsync(TestExchange.Patience);
    }

    [Fact]
    public async Task An_extension_that_does_not_answer_is_told_by_a_busy_tone_and_another_can_be_pressed()
    {
        await using var exchange = await TestExchange.StartAsync();
        var called = await exchange.RegisteredAsync("102");
        var call = await CallAsync(exchange, new AutoAttendantOptions());
        call.SendDigits("999");
        await HearAsync(call, 425);
        call.SendDigits("102");
        await called.WaitForCallAsync().WaitAsync(TestExchange.Patience);
    }

    [Fact]
    public async Task A_caller_who_presses_nothing_is_hung_up_at_last()
    {
        await using var exchange = await TestExchange.StartAsync();
        var call = await CallAsync(exchange, Quick);
        await call.WaitForHangupAsync().WaitAsync(TestExchange.Patience);
    }

    private static async Task<PhoneCall> CallAsync(TestExchange exchange, AutoAttendantOptions options)
    {
        exchange.Switch.OnCall("610", new AutoAttendant(options).RunAsync, AutoAttendant.Name);
        var phone = await exchange.RegisteredAsync("101");
        var call = await phone.CallAsync("610");
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
        return call;
    }

    private static async Task HearAsync(PhoneCall call, double frequency)
    {
        using var patience = new CancellationTokenSource(TestExchange.Patience);
        while (!call.Heard.TryMeasure(out var tone) || tone.Share < 0.8 || Math.Abs(tone.Frequency - frequency) > 10)
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
