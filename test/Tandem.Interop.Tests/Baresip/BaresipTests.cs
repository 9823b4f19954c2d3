using Tandem.Interop.Tests.Media;
using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;
using Tandem.Media.Tones;

namespace Tandem.Interop.Tests.Baresip;

public sealed class BaresipTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private static readonly TimeSpan TalkTime = TimeSpan.FromSeconds(3);

    private readonly HubProcess _hub = fixture.Hub;

    [ToolFact(ExternalTool.Baresip)]
    public async Task Two_phones_hear_each_other()
    {
        await using var caller = await BaresipPhone.StartAsync(_hub, "101", tone: 440);
        await using var called = await BaresipPhone.StartAsync(_hub, "102", tone: 880, answers: true);
        await caller.DialAsync("102");
        await caller.WaitForAsync("CALL_ESTABLISHED");
        await caller.HearAsync(TalkTime);
        await called.HearAsync(TalkTime);
        await caller.HangupAsync();
        await called.WaitForAsync("CALL_CLOSED");
        AssertTone(880, caller.MeasureHeard());
        AssertTone(440, called.MeasureHeard());
        var (rows, _) = await _hub.History.UntilAsync(rows => rows.Any(row => row is { Calling: "101", Called: "102", HasEnded: true }));
        Assert.Equal("normal_clearing", rows[^1].Cause);
    }

    [ToolFact(ExternalTool.Baresip)]
    public async Task Baresip_calls_our_phone_and_presses_keys()
    {
        await using var ours = await _hub.RegisteredPhoneAsync("103");
        await using var baresip = await BaresipPhone.StartAsync(_hub, "101", tone: 440);
        await baresip.DialAsync("103");
        var call = await ours.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        await baresip.WaitForAsync("CALL_RINGING");
        Assert.True(await call.AnswerAsync());
        await baresip.WaitForAsync("CALL_ESTABLISHED");
        call.Play(new ToneSource(880));
        await call.HearAsync(440);

        foreach (var digit in "159#")
        {
            await baresip.PressAsync(digit);
            Assert.Equal(digit, await call.ReadDigitAsync().WaitAsync(ChildProcess.Patience));
        }
        await baresip.HearAsync(TalkTime);
        await call.HangupAsync();
        await baresip.WaitForAsync("CALL_CLOSED");
        AssertTone(880, baresip.MeasureHeard());
    }

    [ToolFact(ExternalTool.Baresip)]
    public async Task Our_phone_calls_baresip_which_holds_and_resumes()
    {
        await using var ours = _hub.Phone("101");
        await using var baresip = await BaresipPhone.StartAsync(_hub, "104", tone: 440);
        var call = await ours.CallAsync("104");
        await baresip.WaitForAsync("CALL_INCOMING");
        await call.WaitForRingingAsync().WaitAsync(ChildProcess.Patience);
        await baresip.AnswerAsync();
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        call.Play(new ToneSource(880));
        await call.HearAsync(440);
        await baresip.HearAsync(TalkTime);

        // What baresip writes down ends with the hold; what it sends does not.
        await baresip.HoldAsync();
        await call.HearAsync(554);
        await baresip.ResumeAsync();
        await call.HearAsync(440);
        await baresip.HangupAsync();
        await call.WaitForHangupAsync().WaitAsync(ChildProcess.Patience);
        AssertTone(880, baresip.MeasureHeard());
    }

    [ToolFact(ExternalTool.Baresip)]
    public async Task Baresip_gives_up_while_it_rings()
    {
        await using var ours = await _hub.RegisteredPhoneAsync("105");
        await using var baresip = await BaresipPhone.StartAsync(_hub, "101", tone: 440);
        await baresip.DialAsync("105");
        var call = await ours.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        await baresip.WaitForAsync("CALL_RINGING");
        await baresip.HangupAsync();
        await call.WaitForHangupAsync().WaitAsync(ChildProcess.Patience);
        var (rows, _) = await _hub.History.UntilAsync(rows => rows.Any(row => row is { Called: "105", HasEnded: true }));
        Assert.Equal("originator_cancel", rows[^1].Cause);
    }

    private static void AssertTone(double expected, ToneMeasurement heard)
    {
        Assert.InRange(heard.Frequency, expected - 2, expected + 2);
        Assert.InRange(heard.Share, 0.9, 1);
    }
}
