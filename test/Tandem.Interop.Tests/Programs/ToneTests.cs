using Tandem.Interop.Tests.Baresip;
using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;
using Tandem.Pbx.Model;

namespace Tandem.Interop.Tests.Programs;

/// <summary>What a caller hears where its call fails.</summary>
public sealed class ToneTests
{
    [ToolFact(ExternalTool.Baresip)]
    public async Task Baresip_hears_the_busy_tone_and_is_hung_up()
    {
        await using var exchange = await ProgrammedExchange.StartAsync();
        exchange.Switch.OnCall("700", async call =>
        {
            await call.AnswerAsync();
            await call.HangupWithToneAsync(HangupCause.UserBusy);
        });
        await using var baresip = await BaresipPhone.StartAsync(exchange.EndPoint, "101", tone: 880);
        await baresip.DialAsync("700");
        await baresip.WaitForAsync("CALL_ESTABLISHED");
        await baresip.WaitForAsync("CALL_CLOSED");

        // The busy tone of Germany, the default: 425 Hz, 480 ms on and off.
        var heard = baresip.MeasureClearest();
        Assert.InRange(heard.Frequency, 423, 427);
        Assert.InRange(heard.Share, 0.8, 1);
    }
}
