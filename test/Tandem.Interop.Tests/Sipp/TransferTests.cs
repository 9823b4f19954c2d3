using System.Globalization;
using Tandem.Interop.Tests.Media;
using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;
using Tandem.Media.Tones;

namespace Tandem.Interop.Tests.Sipp;

/// <summary>REFER message by message.</summary>
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
    public async Task A_phone_that_asked_first_connects_the_two_and_is_told()
    {
        await using var bob = await _hub.RegisteredPhoneAsync("102");
        await using var carol = await _hub.RegisteredPhoneAsync("103");
        await using var transferor = _hub.Sipp("attended_transfer", "101", ("number", "102"), ("asked", "103"));
        var first = await bob.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        Assert.True(await first.AnswerAsync());
        first.Play(new ToneSource(520));
        var second = await carol.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        Assert.True(await second.AnswerAsync());
        second.Play(new ToneSource(730));

        await transferor.SucceedAsync();
        await first.HearAsync(730);
        await second.HearAsync(520);
        Assert.Equal(("103", "102"), (first.Connected?.Uri.User, second.Connected?.Uri.User));
        await first.HangupAsync();
        await second.WaitForHangupAsync().WaitAsync(ChildProcess.Patience);
    }

    [ToolTheory(ExternalTool.Sipp)]
    [InlineData("103", "486", true)]
    [InlineData("103", "603", true)]
    [InlineData("104", "480", false)]
    [InlineData("999", "404", false)]
    public async Task A_transfer_that_fails_says_why_and_gives_the_call_back(string target, string status, bool rings)
    {
        await using var bob = await _hub.RegisteredPhoneAsync("102");
        await using var carol = await _hub.RegisteredPhoneAsync("103");
        await using var caller = _hub.Sipp(
            "failed_transfer", "101", ("number", "102"), ("target", target), ("status", status), ("talk", "300"), ("rings", rings ? "<?part told state=\"active\" status=\"180\"?>" : ""));
        var incoming = await bob.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        Assert.True(await incoming.AnswerAsync());
        if (rings)
        {
            var third = await carol.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
            await third.RejectAsync(int.Parse(status, CultureInfo.InvariantCulture));
        }

        await caller.SucceedAsync();
        await incoming.WaitForHangupAsync().WaitAsync(ChildProcess.Patience);
    }
}
