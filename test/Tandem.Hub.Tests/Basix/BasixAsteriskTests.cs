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
    [InlineData("02-basic-call")]
    [InlineData("06-hold-resume")]
    [InlineData("11-queue")]
    [InlineData("13-park-retrieve")]
    [InlineData("14-conference")]
    [InlineData("15-voicemail-mwi")]
    [InlineData("20-record-spy-atxfer")]
    public async Task A_scene_is_told_exactly(string scene)
    {
        await using var hub = await TestHub.StartAsync();
        await using var asterisk = FakeAsterisk.Start();
        asterisk.Remember(Load("01-initial-sync"));
        await using var pbx = new AsteriskPbx(new AsteriskPbxOptions { Name = "office", Connection = asterisk.ClientOptions, Model = new AsteriskModelOptions { Domain = TestHub.Domain } });
        hub.Exchange.Add(pbx);
        pbx.Start();
        await pbx.WhenLiveAsync().InTime();
        await using var feed = await CtiFeed.StartAsync(hub, CtiProfile.Basix2016);
        Assert.Empty((await feed.NextAsync<CtiMessage.Initial>()).Channels);
        await asterisk.ReplayAsync(Load(scene));
        var lines = new List<string>();
        var legs = new List<string>();
        while (true)
        {
            var next = feed.NextRecordAsync();
            if (await Task.WhenAny(next, Task.Delay(1500)) != next) break;
            var parts = (await next).Split(' ');
            if (!legs.Contains(parts[0])) legs.Add(parts[0]);
            lines.Add((char)('a' + legs.IndexOf(parts[0])) + " " + parts[1] + " " + (parts.Length > 2 ? parts[2] : ""));
        }
        File.AppendAllText("/tmp/scenes.txt", "== " + scene + "\n" + string.Join("\n", lines) + "\n");
    }

    private static AmiTranscript Load(string scene) => AmiTranscript.Load(Path.Combine(AppContext.BaseDirectory, "Transcripts", scene + ".ami"));
}
