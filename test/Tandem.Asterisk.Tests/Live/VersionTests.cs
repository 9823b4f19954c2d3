using Tandem.Asterisk.Live;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing;
using Tandem.Pbx;

namespace Tandem.Asterisk.Tests.Live;

/// <summary>Asterisk 13 to 23: the scenes as other versions would have written them, by the differences that are known.</summary>
public sealed class VersionTests
{
    public static TheoryData<string> Scenes() => [.. Transcripts.Names.Where(name => name is not ("01-initial-sync" or "25-md5-login-and-denied"))];

    [Theory]
    [MemberData(nameof(Scenes))]
    public void An_asterisk_13_makes_the_same_calls(string name)
    {
        var replay = Replay.Synchronised();
        foreach (var message in Transcripts.Load(name).ToMessages())
        {
            // DialState is of 14, the events of MixMonitor of 16 and 18; a reason to pause was called Reason.
            if (message.EventName is not ("DialState" or "MixMonitorStart" or "MixMonitorStop" or "MixMonitorMute") && message["Variable"] != "MIXMONITOR_FILENAME")
            {
                replay.Play(new AmiMessage(message.Where(header => header.Name != "BridgeVideoSourceMode")
                    .Select(header => header.Name == "PausedReason" ? new AmiHeader("Reason", header.Value) : header)));
            }
        }
        replay.Finish();

        Assert.Equal(WithoutRecording(Replay.Scene(name).History), WithoutRecording(replay.History));
    }

    [Theory]
    [MemberData(nameof(Scenes))]
    public void An_asterisk_23_with_more_headers_makes_the_same_history(string name)
    {
        var replay = Replay.Synchronised();
        replay.Play(Transcripts.Load(name).ToMessages().Select(message => new AmiMessage(
            message.Append(new AmiHeader("Tenantid", "")).Append(new AmiHeader("SystemName", "pbx")).Append(new AmiHeader("SequenceNumber", "1")))));
        replay.Finish();

        Assert.Equal(Replay.Scene(name).History, replay.History);
    }

    [Fact]
    public async Task An_asterisk_that_does_not_say_where_its_lists_end_is_read()
    {
        await using var asterisk = FakeAsterisk.Start(new FakeAsteriskOptions { IsOld = true, Banner = "Asterisk Call Manager/2.5.0", SendsFullyBooted = false });
        asterisk.Remember(Transcripts.Load("01"));
        asterisk.Remember(Transcripts.Load("26"));
        await using var pbx = new AsteriskPbx(LivePbx.OptionsFor(asterisk));
        pbx.Start();
        await pbx.WhenLiveAsync().WaitAsync(LivePbx.Patience);

        Assert.Equal(PbxConnectionState.Live, pbx.Connection.State);
        Assert.Equal(" | #54: 1001 bridged[1002] 1002 bridged[1001]", Board.Calls(pbx.Model.Snapshot()));
        Assert.Equal(["401", "402"], pbx.Model.Snapshot().Queues.Select(queue => queue.Name).Order());
    }

    private static IEnumerable<string> WithoutRecording(IEnumerable<string> history) => history.Where(line => !line.StartsWith("Recording", StringComparison.Ordinal));
}
