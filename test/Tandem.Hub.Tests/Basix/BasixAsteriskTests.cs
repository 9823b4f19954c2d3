using Tandem.Asterisk.Live;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing;
using Tandem.Cti.Protocol;
using Tandem.Hub.Tests.Testing;

namespace Tandem.Hub.Tests.Basix;

/// <summary>What a real Asterisk wrote, as a client of the CTI feed sees it.</summary>
public sealed class BasixAsteriskTests
{
    [Theory]
    [InlineData(
        "06-hold-resume",
        "a NEW_CHANNEL calling", "b CHANNEL_ORIGINATE calling", "a CHANNEL_APPLICATION calling", "b CHANNEL_ANSWER calling",
        "a CHANNEL_BRIDGE bridged", "b CHANNEL_BRIDGE bridged", "a CHANNEL_APPLICATION bridged", "b CHANNEL_APPLICATION held",
        "a CHANNEL_APPLICATION bridged", "b CHANNEL_APPLICATION bridged",
        "a CHANNEL_HANGUP bridged", "b CHANNEL_APPLICATION bridged", "b CHANNEL_HANGUP bridged")]
    [InlineData(
        "11-queue",
        "a NEW_CHANNEL calling", "a CHANNEL_ANSWER calling", "a CHANNEL_APPLICATION queue", "b CHANNEL_ORIGINATE calling", "b CHANNEL_ANSWER calling",
        "a CHANNEL_APPLICATION calling", "a CHANNEL_BRIDGE bridged", "b CHANNEL_BRIDGE bridged",
        "a CHANNEL_HANGUP bridged", "b CHANNEL_APPLICATION bridged", "b CHANNEL_HANGUP bridged")]
    [InlineData(
        "13-park-retrieve",
        "a NEW_CHANNEL calling", "b CHANNEL_ORIGINATE calling", "a CHANNEL_APPLICATION calling", "b CHANNEL_ANSWER calling",
        "a CHANNEL_BRIDGE bridged", "b CHANNEL_BRIDGE bridged", "a CHANNEL_BRIDGE bridged", "b CHANNEL_BRIDGE calling",
        "b CHANNEL_APPLICATION park", "a CHANNEL_HANGUP bridged", "c NEW_CHANNEL calling", "c CHANNEL_ANSWER calling",
        "b CHANNEL_BRIDGE bridged", "c CHANNEL_BRIDGE bridged", "c CHANNEL_HANGUP bridged", "b CHANNEL_APPLICATION bridged", "b CHANNEL_HANGUP bridged")]
    [InlineData(
        "14-conference",
        "a NEW_CHANNEL calling", "a CHANNEL_ANSWER calling", "a CHANNEL_APPLICATION conference", "b NEW_CHANNEL calling", "b CHANNEL_ANSWER calling",
        "a CHANNEL_APPLICATION conference", "b CHANNEL_APPLICATION conference", "c NEW_CHANNEL calling", "c CHANNEL_ANSWER calling",
        "a CHANNEL_APPLICATION conference", "b CHANNEL_APPLICATION conference", "c CHANNEL_APPLICATION conference",
        "a CHANNEL_APPLICATION conference", "b CHANNEL_APPLICATION conference", "c CHANNEL_APPLICATION application", "c CHANNEL_HANGUP application",
        "a CHANNEL_APPLICATION conference", "b CHANNEL_APPLICATION application", "b CHANNEL_HANGUP application",
        "a CHANNEL_APPLICATION application", "a CHANNEL_HANGUP application")]
    public async Task A_scene_is_told_exactly(string scene, params string[] records)
    {
        await using var hub = await TestHub.StartAsync();
        await using var asterisk = FakeAsterisk.Start();
        await using var pbx = await JoinAsync(hub, asterisk);
        await using var feed = await CtiFeed.StartAsync(hub, CtiProfile.Tandem);
        Assert.Empty((await feed.NextAsync<CtiMessage.Initial>()).Channels);
        await asterisk.ReplayAsync(Load(scene));

        var legs = new List<string>();
        var told = new List<string>();
        while (told.Count < records.Length)
        {
            var info = (await feed.NextAsync<CtiMessage.Channel>()).Info;
            if (!legs.Contains(info.Uuid))
            {
                legs.Add(info.Uuid);
            }
            told.Add($"{(char)('a' + legs.IndexOf(info.Uuid))} {info.LastEvent} {info.State?.Name}");
        }
        Assert.Equal(records, told);
        Assert.All(legs, leg => Assert.StartsWith("office:", leg, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Messages_left_are_told()
    {
        await using var hub = await TestHub.StartAsync();
        await using var asterisk = FakeAsterisk.Start();
        await using var pbx = await JoinAsync(hub, asterisk);
        await using var feed = await CtiFeed.StartAsync(hub, CtiProfile.Tandem);
        await feed.NextAsync<CtiMessage.Initial>();
        await asterisk.ReplayAsync(Load("15-voicemail-mwi"));

        var mailbox = (await feed.NextMailboxAsync()).Info;
        Assert.Equal(("1001", 1, 0), (mailbox.TargetName, mailbox.NewCount, mailbox.SavedCount));
    }

    private static async Task<AsteriskPbx> JoinAsync(TestHub hub, FakeAsterisk asterisk)
    {
        asterisk.Remember(Load("01-initial-sync"));
        var pbx = new AsteriskPbx(new AsteriskPbxOptions { Name = "office", Connection = asterisk.ClientOptions, Model = new AsteriskModelOptions { Domain = TestHub.Domain } });
        hub.Exchange.Add(pbx);
        pbx.Start();
        await pbx.WhenLiveAsync().InTime();
        return pbx;
    }

    private static AmiTranscript Load(string scene) => AmiTranscript.Load(Path.Combine(AppContext.BaseDirectory, "Transcripts", scene + ".ami"));
}
