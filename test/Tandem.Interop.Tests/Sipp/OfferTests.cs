using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;

namespace Tandem.Interop.Tests.Sipp;

/// <summary>Offers that come late, by UPDATE, and whom a phone is told that it talks with.</summary>
public sealed class OfferTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private readonly HubProcess _hub = fixture.Hub;

    [ToolTheory(ExternalTool.Sipp)]
    [InlineData("102")]
    [InlineData("600")]
    public async Task A_caller_without_an_offer_gets_ours(string number)
    {
        await using var called = await _hub.CalledSippAsync("answers", "102", ("ring", "0"));
        await using var caller = _hub.Sipp("offers_late", "101", ("number", number), ("talk", "300"));
        await caller.SucceedAsync();
        if (number == "102")
        {
            await called.SucceedAsync();
        }
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task A_caller_holds_and_resumes_by_UPDATE()
    {
        await using var bob = await _hub.RegisteredPhoneAsync("103");
        await using var caller = _hub.Sipp("updates", "101", ("number", "103"));
        var call = await bob.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        Assert.True(await call.AnswerAsync());
        await caller.SucceedAsync();
        await call.WaitForHangupAsync().WaitAsync(ChildProcess.Patience);
    }

    [ToolTheory(ExternalTool.Sipp)]
    [InlineData("UPDATE", "INVITE, ACK, BYE, CANCEL, UPDATE", "taken")]
    [InlineData("INVITE", "INVITE, ACK, BYE, CANCEL", "answered")]
    public async Task A_phone_is_told_whom_it_talks_with_after_a_transfer(string method, string allow, string reply)
    {
        await using var called = await _hub.CalledSippAsync("learns_who", "104", ("method", method), ("allow", allow), ("reply", reply), ("who", "103"));
        await using var transferor = await _hub.RegisteredPhoneAsync("101");
        await using var carol = await _hub.RegisteredPhoneAsync("103");
        var first = await transferor.CallAsync("104");
        Assert.Equal(200, await first.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        var second = await transferor.CallAsync("103");
        var third = await carol.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        Assert.True(await third.AnswerAsync());
        Assert.Equal(200, await second.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));

        Assert.Equal(200, await first.TransferAsync(second).WaitAsync(ChildProcess.Patience));
        await called.ReceivedAsync(method == "UPDATE" ? "UPDATE " : "2 INVITE");
        await third.HangupAsync();
        await called.SucceedAsync();
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task A_phone_that_rings_is_told_who_calls_after_a_transfer()
    {
        await using var called = await _hub.CalledSippAsync("learns_who_early", "104", ("who", "103"));
        await using var transferor = await _hub.RegisteredPhoneAsync("101");
        await using var carol = await _hub.RegisteredPhoneAsync("103");
        var first = await transferor.CallAsync("103");
        var third = await carol.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        Assert.True(await third.AnswerAsync());
        Assert.Equal(200, await first.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        var second = await transferor.CallAsync("104");
        await called.ReceivedAsync("PRACK ");
        await second.WaitForRingingAsync().WaitAsync(ChildProcess.Patience);

        Assert.Equal(200, await first.TransferAsync(second).WaitAsync(ChildProcess.Patience));
        await called.ReceivedAsync("UPDATE ");
        await third.HangupAsync();
        await called.SucceedAsync();
    }
}
