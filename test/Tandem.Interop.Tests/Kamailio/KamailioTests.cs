using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;
using Tandem.Phone;

namespace Tandem.Interop.Tests.Kamailio;

public sealed class KamailioTests
{
    [ToolFact(ExternalTool.Kamailio)]
    public async Task Phones_behind_a_proxy_register_and_call_through_it()
    {
        await using var hub = await HubProcess.StartAsync();
        await using var proxy = await KamailioProxy.StartAsync(hub);
        await using var called = new SipPhone(new PhoneOptions { User = "102", Password = HubProcess.SecretOf("102"), Server = proxy.EndPoint });
        Assert.Equal(200, await called.RegisterAsync().WaitAsync(ChildProcess.Patience));
        await proxy.PassesAsync("REGISTER", called.EndPoint);

        // From a phone at the exchange to the one behind the proxy, which hangs up.
        await using var near = hub.Phone("101");
        var outward = await near.CallAsync("102");
        var there = await called.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        await proxy.PassesAsync("INVITE", hub.Sip);
        Assert.True(await there.AnswerAsync());
        Assert.Equal(200, await outward.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        await there.HangupAsync();
        await outward.WaitForHangupAsync().WaitAsync(ChildProcess.Patience);
        await proxy.PassesAsync("BYE", called.EndPoint);

        // And from the one behind the proxy to the exchange, which hangs up by the other side.
        await using var answering = await hub.RegisteredPhoneAsync("103");
        var inward = await called.CallAsync("103");
        var here = await answering.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        Assert.True(await here.AnswerAsync());
        Assert.Equal(200, await inward.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        await here.HangupAsync();
        await inward.WaitForHangupAsync().WaitAsync(ChildProcess.Patience);
        await proxy.PassesAsync("BYE", hub.Sip);
        await hub.History.UntilAsync(rows => rows.Count(row => row is { HasEnded: true, Cause: "normal_clearing" }) == 2);
    }
}
