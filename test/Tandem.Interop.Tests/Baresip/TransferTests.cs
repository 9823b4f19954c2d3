using Tandem.Interop.Tests.Media;
using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;
using Tandem.Media.Tones;

namespace Tandem.Interop.Tests.Baresip;

/// <summary>Transfers by and of baresip: who hears whom before and after.</summary>
public sealed class TransferTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private static readonly TimeSpan TalkTime = TimeSpan.FromSeconds(2.5);

    private readonly HubProcess _hub = fixture.Hub;

    [ToolFact(ExternalTool.Baresip)]
    public async Task Baresip_transfers_its_caller_to_another_phone()
    {
        await using var caller = await _hub.RegisteredPhoneAsync("101");
        await using var target = await _hub.RegisteredPhoneAsync("103");
        await using var baresip = await BaresipPhone.StartAsync(_hub, "102", tone: 440, answers: true);
        var call = await caller.CallAsync("102");
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        call.Play(new ToneSource(880));
        await call.HearAsync(440);
        await baresip.HearAsync(TalkTime);
        await baresip.TransferAsync("103");
        var third = await target.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        await call.HearAsync(425);
        Assert.True(await third.AnswerAsync());
        third.Play(new ToneSource(620));

        await baresip.WaitForAsync("CALL_CLOSED");
        await call.HearAsync(620);
        await third.HearAsync(880);
        Assert.InRange(baresip.MeasureHeard().Frequency, 878, 882);
        await third.HangupAsync();
        await call.WaitForHangupAsync().WaitAsync(ChildProcess.Patience);
    }

    [ToolFact(ExternalTool.Baresip)]
    public async Task Baresip_is_told_why_its_transfer_failed()
    {
        await using var caller = await _hub.RegisteredPhoneAsync("101");
        await using var target = await _hub.RegisteredPhoneAsync("103");
        await using var baresip = await BaresipPhone.StartAsync(_hub, "102", tone: 460, answers: true);
        var call = await caller.CallAsync("102");
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        await call.HearAsync(460);
        await baresip.TransferAsync("103");
        var third = await target.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        await call.HearAsync(425);
        await third.RejectAsync();

        // It has the call back, and hangs up then by itself.
        await baresip.WaitForOutputAsync("transfer failed: 486 Busy Here");
        await call.WaitForHangupAsync().WaitAsync(ChildProcess.Patience);
    }

    [ToolFact(ExternalTool.Baresip)]
    public async Task Two_baresips_are_connected_by_a_phone_that_has_asked_first()
    {
        await using var one = await BaresipPhone.StartAsync(_hub, "101", tone: 440, answers: true);
        await using var other = await BaresipPhone.StartAsync(_hub, "103", tone: 620, answers: true);
        await using var bob = await _hub.RegisteredPhoneAsync("102");
        var first = await bob.CallAsync("101");
        Assert.Equal(200, await first.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        await first.HearAsync(440);
        Assert.True(await first.HoldAsync().WaitAsync(ChildProcess.Patience));
        var second = await bob.CallAsync("103");
        Assert.Equal(200, await second.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        await second.HearAsync(620);

        Assert.Equal(200, await first.TransferAsync(second).WaitAsync(ChildProcess.Patience));
        await first.WaitForHangupAsync().WaitAsync(ChildProcess.Patience);
        await second.WaitForHangupAsync().WaitAsync(ChildProcess.Patience);
        // The whole of what each heard: of music and Bob before, of each other at the end.
        await one.HearAsync(2 * TalkTime);
        await other.HearAsync(2 * TalkTime);
        await one.HangupAsync();
        await other.WaitForAsync("CALL_CLOSED");
        Assert.InRange(one.MeasureHeard().Frequency, 618, 622);
        Assert.InRange(other.MeasureHeard().Frequency, 438, 442);
        var (rows, _) = await _hub.History.UntilAsync(rows => rows.Any(row => row is { Calling: "102", HasEnded: true, Cause: "merged" }) && rows.All(row => row.HasEnded));
        Assert.Contains(rows, row => row is { Calling: "102", Called: "101", Cause: "normal_clearing" });
    }
}
