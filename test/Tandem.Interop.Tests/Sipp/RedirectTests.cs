using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;

namespace Tandem.Interop.Tests.Sipp;

/// <summary>Phones that send their callers elsewhere (302).</summary>
public sealed class RedirectTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private readonly HubProcess _hub = fixture.Hub;

    [ToolFact(ExternalTool.Sipp)]
    public async Task The_number_that_a_phone_names_rings()
    {
        await using var called = await _hub.CalledSippAsync("redirects", "102", ("to", $"103@{_hub.Sip}"));
        await using var carol = await _hub.RegisteredPhoneAsync("103");
        await using var caller = _hub.Sipp("call", "101", ("number", "102"), ("talk", "300"));
        var third = await carol.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        Assert.Equal("101", third.Invite.From!.Uri.User);
        Assert.True(await third.AnswerAsync());
        await called.SucceedAsync();
        await caller.SucceedAsync();
        await third.WaitForHangupAsync().WaitAsync(ChildProcess.Patience);
    }
}
