using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;

namespace Tandem.Interop.Tests.Sipp;

/// <summary>Hold and resume message by message: what is offered and what is answered.</summary>
public sealed class HoldTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private readonly HubProcess _hub = fixture.Hub;

    // What is called would fail at any message that tells it of the hold: it hears music in the call that it has.
    [ToolTheory(ExternalTool.Sipp)]
    [InlineData("sendonly", "[media_ip]", "recvonly")]
    [InlineData("inactive", "[media_ip]", "inactive")]
    [InlineData("sendrecv", "0.0.0.0", "recvonly")]
    [InlineData("sendonly", "0.0.0.0", "recvonly")]
    public async Task A_phone_holds_and_resumes(string direction, string address, string answer)
    {
        await using var called = await _hub.CalledSippAsync("answers", "102", ("ring", "0"));
        await using var caller = _hub.Sipp("holds", "101", ("number", "102"), ("direction", direction), ("address", address), ("answer", answer));
        await caller.SucceedAsync();
        await called.SucceedAsync();
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task A_phone_that_the_exchange_holds_is_told_by_an_offer()
    {
        await using var called = await _hub.CalledSippAsync("is_held", "104", ("held", "inactive"), ("answer", "inactive"));
        await using var phone = await _hub.RegisteredPhoneAsync("103");
        var call = await phone.CallAsync("104");
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        var leg = await _hub.LegOfAsync("104");
        foreach (var command in new[] { "hold", "resume" })
        {
            await using var program = _hub.Command([command, leg]);
            Assert.Equal(0, await program.WaitForExitAsync());
        }
        await call.HangupAsync();
        await called.SucceedAsync();
    }
}
