using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;

namespace Tandem.Interop.Tests.Baresip;

/// <summary>What baresip shows of the presence of our extensions.</summary>
public sealed class PresenceTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private readonly HubProcess _hub = fixture.Hub;

    [ToolFact(ExternalTool.Baresip)]
    public async Task Contacts_are_online_busy_and_offline_through_a_call_and_its_transfer()
    {
        await using var watcher = await BaresipPhone.StartAsync(_hub, "105", tone: 440, watches: ["102", "103"]);
        await using var alice = _hub.Phone("101");
        await watcher.ShowsAsync("102", "Offline");
        await watcher.ShowsAsync("103", "Offline");
        await using var bob = await _hub.RegisteredPhoneAsync("102");
        await using var carol = await _hub.RegisteredPhoneAsync("103");
        await watcher.ShowsAsync("102", "Online");
        await watcher.ShowsAsync("103", "Online");
        var first = await alice.CallAsync("102");
        var talks = await bob.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        Assert.True(await talks.AnswerAsync());
        await watcher.ShowsAsync("102", "Busy");
        var asks = await bob.CallAsync("103");
        var asked = await carol.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        Assert.True(await asked.AnswerAsync());
        await watcher.ShowsAsync("103", "Busy");
        Assert.Equal(200, await asks.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));

        Assert.Equal(200, await talks.TransferAsync(asks).WaitAsync(ChildProcess.Patience));
        await watcher.ShowsAsync("102", "Online");
        await watcher.ShowsAsync("103", "Busy");
        await first.HangupAsync();
        await watcher.ShowsAsync("103", "Online");
        Assert.Equal(200, await carol.UnregisterAsync().WaitAsync(ChildProcess.Patience));
        await watcher.ShowsAsync("103", "Offline");
    }
}
