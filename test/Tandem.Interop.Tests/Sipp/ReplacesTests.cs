using Tandem.Interop.Tests.Media;
using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;
using Tandem.Media.Tones;
using Tandem.Phone;
using Tandem.Phone.Calls;

namespace Tandem.Interop.Tests.Sipp;

/// <summary>INVITE with Replaces (RFC 3891): what rings, what talks, and what nobody may have.</summary>
public sealed class ReplacesTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private readonly HubProcess _hub = fixture.Hub;

    [ToolFact(ExternalTool.Sipp)]
    public async Task What_rings_is_picked_up()
    {
        await using var alice = await _hub.RegisteredPhoneAsync("101");
        await using var bob = await _hub.RegisteredPhoneAsync("102");
        var outgoing = await alice.CallAsync("102");
        var rings = await bob.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        await using var picker = _hub.Sipp("picks_up", "103", ("number", "102"), ("talk", "300"), ("replaces", (await rings.ReplacesAsync(earlyOnly: true))!));

        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        Assert.Equal("SIP;cause=200;text=\"Call completed elsewhere\"", (await rings.WaitForHangupAsync().WaitAsync(ChildProcess.Patience)).Reason);
        await picker.SucceedAsync();
        await outgoing.WaitForHangupAsync().WaitAsync(ChildProcess.Patience);
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task What_talks_goes_on_at_another_phone_of_its_user()
    {
        await using var alice = await _hub.RegisteredPhoneAsync("101");
        await using var bob = await _hub.RegisteredPhoneAsync("102");
        var (outgoing, talks) = await TalkAsync(alice, bob, "102");
        await using var taker = _hub.Sipp("picks_up", "102", ("number", "102"), ("talk", "300"), ("replaces", (await talks.ReplacesAsync())!));

        await talks.WaitForHangupAsync().WaitAsync(ChildProcess.Patience);
        await taker.SucceedAsync();
        await outgoing.WaitForHangupAsync().WaitAsync(ChildProcess.Patience);
    }

    [ToolTheory(ExternalTool.Sipp)]
    [InlineData("replaces_refused", "103", false, "603")]
    [InlineData("replaces_nothing", "102", true, "486")]
    public async Task What_talks_is_nobody_elses_and_not_there_for_who_wants_it_early_only(string scenario, string user, bool earlyOnly, string status)
    {
        await using var alice = await _hub.RegisteredPhoneAsync("101");
        await using var bob = await _hub.RegisteredPhoneAsync("102");
        var (outgoing, talks) = await TalkAsync(alice, bob, "102");
        await using var taker = _hub.Sipp(scenario, user, ("number", "102"), ("status", status), ("replaces", (await talks.ReplacesAsync(earlyOnly))!));

        await taker.SucceedAsync();
        talks.Play(new ToneSource(520));
        await outgoing.HearAsync(520);
        await outgoing.HangupAsync();
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task What_is_gone_cannot_be_replaced()
    {
        await using var taker = _hub.Sipp("replaces_nothing", "103", ("number", "102"), ("status", "481"), ("replaces", "gone;to-tag=1;from-tag=2"));
        await taker.SucceedAsync();
    }

    private static async Task<(PhoneCall Outgoing, PhoneCall Incoming)> TalkAsync(SipPhone caller, SipPhone called, string number)
    {
        var outgoing = await caller.CallAsync(number);
        var incoming = await called.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        Assert.True(await incoming.AnswerAsync());
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        return (outgoing, incoming);
    }
}
