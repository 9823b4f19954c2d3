using Tandem.Media.Tones;
using Tandem.Pbx.Model;
using Tandem.Switch.Tones;

namespace Tandem.Switch.Tests.Tones;

public sealed class ToneTests
{
    [Fact]
    public void The_tones_of_every_country_can_be_played()
    {
        foreach (var country in ToneSet.Known)
        {
            var tones = ToneSet.Find(country.ToUpperInvariant())!;
            Assert.All((string[])[tones.Ringback, tones.Busy, tones.Congestion, tones.Unobtainable], tone => Assert.True(ToneScript.Parse(tone).Duration > TimeSpan.Zero));
        }
        Assert.Null(ToneSet.Find("atlantis"));
    }

    [Fact]
    public async Task A_caller_hears_why_its_call_fails_and_is_then_hung_up()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { Tones = options.Tones with { Busy = "700:1000" } });
        exchange.Switch.OnCall("700", async call =>
        {
            await call.AnswerAsync();
            await call.HangupWithToneAsync(HangupCause.UserBusy);
        });
        var call = await (await exchange.RegisteredAsync("101")).CallAsync("700");
        await TestExchange.HearsAsync(call, 700);

        Assert.Contains("cause=17", (await call.WaitForHangupAsync().WaitAsync(TestExchange.Patience)).Reason);
    }

    [Fact]
    public async Task A_caller_who_is_not_answered_is_refused_at_once()
    {
        await using var exchange = await TestExchange.StartAsync();
        exchange.Switch.OnCall("700", call => call.HangupWithToneAsync(HangupCause.UserBusy));
        var call = await (await exchange.RegisteredAsync("101")).CallAsync("700");

        Assert.Equal(486, await call.WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
    }
}
