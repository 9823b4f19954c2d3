using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;

namespace Tandem.Interop.Tests.Sipp;

/// <summary>Lamps, message lamps and check-sync, with sipp as the phone.</summary>
public sealed class LampTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private readonly HubProcess _hub = fixture.Hub;

    [ToolTheory(ExternalTool.Sipp)]
    [InlineData("dialog", "<state>confirmed</state>")]
    [InlineData("presence", "On the phone")]
    public async Task A_lamp_shows_that_somebody_talks(string eventName, string wanted)
    {
        await using var lamp = _hub.Sipp("watches", "105", ("number", "104"), ("event", eventName), ("wanted", wanted));
        await using var called = await _hub.RegisteredPhoneAsync("104");
        await using var caller = _hub.Phone("101");
        var outgoing = await caller.CallAsync("104");
        var incoming = await called.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        Assert.True(await incoming.AnswerAsync());
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        await lamp.SucceedAsync();
        await outgoing.HangupAsync();
    }

    [ToolTheory(ExternalTool.Sipp)]
    [InlineData("102", "Voice-Message: 2/1 \\(1/0\\)", "messages", "--new", "2", "--saved", "1", "--urgent", "1")]
    [InlineData("103", "Event: check-sync;reboot=true", "check-sync", "--reboot")]
    public async Task The_command_line_tells_a_phone(string number, string wanted, params string[] arguments)
    {
        await using var phone = await SippCall.Start(_hub.Sip, "is_told", [("wanted", wanted)]).ListeningAsync();
        await _hub.RegisterSippAsync(number, phone);
        await using var program = _hub.Command(["extension", "notify", number, .. arguments]);
        Assert.Equal(0, await program.WaitForExitAsync());
        Assert.Contains("Of 1 phones 1 took it.", program.Output, StringComparison.Ordinal);
        await phone.SucceedAsync();
    }
}
