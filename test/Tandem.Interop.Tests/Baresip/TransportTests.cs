using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;
using Tandem.Sip.Tests.Transport;

namespace Tandem.Interop.Tests.Baresip;

public sealed class TransportTests
{
    [ToolTheory(ExternalTool.Baresip)]
    [InlineData("tcp")]
    [InlineData("tls")]
    public async Task Phones_on_connections_register_and_hear_each_other(string transport)
    {
        using var authority = new TestAuthority();
        await using var hub = await HubProcess.StartAsync(
            dataDirectory: null, ("Switch:Tls:Certificate", authority.WritePem("hub.pem", "127.0.0.1")), ("Switch:Tls:Port", "0"));
        await using var caller = await BaresipPhone.StartAsync(hub, "101", tone: 440, transport: transport);
        await using var called = await BaresipPhone.StartAsync(hub, "102", tone: 880, answers: true, transport: transport);
        await caller.DialAsync("102");
        await caller.WaitForAsync("CALL_ESTABLISHED");
        await caller.HearAsync(TimeSpan.FromSeconds(2));
        await called.HearAsync(TimeSpan.FromSeconds(2));
        await caller.HangupAsync();
        await called.WaitForAsync("CALL_CLOSED");

        Assert.InRange(caller.MeasureHeard().Frequency, 878, 882);
        Assert.InRange(called.MeasureHeard().Frequency, 438, 442);
        await hub.History.UntilAsync(rows => rows.Any(row => row is { Calling: "101", Called: "102", HasEnded: true, Cause: "normal_clearing" }));
    }
}
