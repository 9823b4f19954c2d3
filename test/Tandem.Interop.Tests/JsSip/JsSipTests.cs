using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;

namespace Tandem.Interop.Tests.JsSip;

public sealed class JsSipTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private readonly HubProcess _hub = fixture.Hub;

    [ToolFact(ExternalTool.Node, ExternalTool.Npm)]
    public async Task A_phone_of_JsSIP_registers_asks_for_options_and_goes()
    {
        await using var phone = await JsSipPhone.StartAsync(_hub, "103");
        await phone.WaitForLineAsync("^registered$");
        await phone.WaitForLineAsync("^options 200$");
        Assert.Equal("online", await StatusOfAsync("103"));
        phone.SendInterrupt();
        await phone.WaitForLineAsync("^unregistered$");
        await phone.WaitForExitAsync();
        Assert.Equal("offline", await StatusOfAsync("103"));
    }

    [ToolFact(ExternalTool.Node, ExternalTool.Npm)]
    public async Task What_a_phone_registered_is_gone_with_its_socket()
    {
        await using var phone = await JsSipPhone.StartAsync(_hub, "104");
        await phone.WaitForLineAsync("^registered$");
        await phone.KillAsync();
        using var patience = new CancellationTokenSource(ChildProcess.Patience);
        while (await StatusOfAsync("104") != "offline")
        {
            await Task.Delay(20, patience.Token);
        }
    }

    [ToolFact(ExternalTool.Node, ExternalTool.Npm)]
    public async Task Two_phones_of_JsSIP_message_each_other()
    {
        await using var listener = await JsSipPhone.StartAsync(_hub, "101");
        await listener.WaitForLineAsync("^registered$");
        await using var writer = await JsSipPhone.StartAsync(_hub, "102", "101", "Grüße über WebSocket");
        await writer.WaitForLineAsync("^message 200$");
        await listener.WaitForLineAsync("^got 102: Grüße über WebSocket$");
    }

    private async Task<string?> StatusOfAsync(string number)
    {
        var extensions = await _hub.GetAsync("/api/extensions");
        return extensions.GetProperty("items").EnumerateArray().Single(extension => extension.GetProperty("number").GetString() == number).GetProperty("status").GetString();
    }
}
