using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;

namespace Tandem.Interop.Tests.Sipp;

/// <summary>REFER and Replaces message by message.</summary>
public sealed class TransferTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private readonly HubProcess _hub = fixture.Hub;

    [ToolFact(ExternalTool.Sipp)]
    public async Task A_blind_transfer_is_told_step_by_step()
    {
        await using var bob = await _hub.RegisteredPhoneAsync("102");
        await using var carol = await _hub.RegisteredPhoneAsync("103");
        await using var caller = _hub.Sipp("blind_transfer", "101", ("number", "102"), ("target", "103"));
        var incoming = await bob.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        Assert.True(await incoming.AnswerAsync());
        var third = await carol.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        Assert.Equal("102", third.Invite.From!.Uri.User);
        Assert.True(await third.AnswerAsync());

        await caller.SucceedAsync();
        await incoming.HangupAsync();
        await third.WaitForHangupAsync().WaitAsync(ChildProcess.Patience);
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task What_rings_is_picked_up_by_Replaces()
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
}
