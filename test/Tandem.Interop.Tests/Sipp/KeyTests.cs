using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;

namespace Tandem.Interop.Tests.Sipp;

/// <summary>Keys by INFO, to phones that take events and from them.</summary>
public sealed class KeyTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private readonly HubProcess _hub = fixture.Hub;

    [ToolFact(ExternalTool.Sipp)]
    public async Task Keys_by_INFO_reach_a_phone_as_events_and_other_bodies_are_415()
    {
        await using var bob = await _hub.RegisteredPhoneAsync("102");
        await using var caller = _hub.Sipp("presses_keys", "101", ("number", "102"));
        var call = await bob.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        Assert.True(await call.AnswerAsync());
        Assert.Equal('5', await call.ReadDigitAsync().WaitAsync(ChildProcess.Patience));
        Assert.Equal('#', await call.ReadDigitAsync().WaitAsync(ChildProcess.Patience));
        await call.HangupAsync();
        await caller.SucceedAsync();
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task A_key_by_event_reaches_a_phone_without_events_as_INFO()
    {
        await using var called = await _hub.CalledSippAsync("hears_keys", "103");
        await using var phone = _hub.Phone("101");
        var call = await phone.CallAsync("103");
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        call.SendDigits("7");
        await called.ReceivedAsync("Signal=7");
        await call.HangupAsync();
        await called.SucceedAsync();
    }
}
