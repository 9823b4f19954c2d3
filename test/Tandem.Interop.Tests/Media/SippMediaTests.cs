using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Sipp;
using Tandem.Interop.Tests.Tools;

namespace Tandem.Interop.Tests.Media;

public sealed class SippMediaTests(MediaHubFixture fixture) : IClassFixture<MediaHubFixture>
{
    private readonly HubProcess _hub = fixture.Hub;

    [ToolFact(ExternalTool.Sipp)]
    public async Task What_sipp_streams_is_heard_and_its_quality_is_in_the_history()
    {
        using var tone = new ToneFile();
        await using var ours = await _hub.RegisteredPhoneAsync("103");
        await using var caller = _hub.Sipp("call_with_audio", "101", ("number", "103"), ("talk", "4000"), ("audio", tone.Name));
        var call = await ours.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        Assert.True(await call.AnswerAsync());
        await call.HearAsync(ToneFile.Frequency, share: 0.95, within: 2);
        await caller.SucceedAsync();

        await _hub.History.UntilAsync(rows => rows.Any(row => row is { Called: "103", HasEnded: true }));
        var history = await _hub.GetAsync("/api/history?number=103");
        var parties = history.GetProperty("items")[0].GetProperty("parties");
        var sipp = parties.EnumerateArray().Single(party => party.GetProperty("party").GetProperty("number").GetString() == "101");
        Assert.InRange(sipp.GetProperty("media").GetProperty("packetsReceived").GetInt64(), 100, 400);
        Assert.InRange(sipp.GetProperty("media").GetProperty("meanOpinionScore").GetDouble(), 3.5, 4.5);
    }
}
