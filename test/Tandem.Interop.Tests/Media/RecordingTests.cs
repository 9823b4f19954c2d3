using System.Globalization;
using System.Net;
using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;
using Tandem.Media;
using Tandem.Media.Recording;
using Tandem.Media.Tones;

namespace Tandem.Interop.Tests.Media;

public sealed class RecordingTests
{
    [ToolTheory(ExternalTool.Soxi)]
    [InlineData(AudioCodec.Pcma, "8000")]
    [InlineData(AudioCodec.G722, "16000")]
    public async Task A_recording_is_what_sox_takes_for_one(AudioCodec codec, string rate)
    {
        var directory = Directory.CreateTempSubdirectory("tandem-recording-");
        try
        {
            await using var engine = new MediaEngine(new MediaOptions { Address = IPAddress.Loopback, FirstPort = 0, Shards = 1 });
            Assert.True(engine.TryOpen(new MediaChannelOptions(), out var ours) & engine.TryOpen(new MediaChannelOptions(), out var theirs));
            ours!.SetRemote(new MediaRemote { EndPoint = theirs!.LocalEndPoint, Codec = codec });
            theirs.SetRemote(new MediaRemote { EndPoint = ours.LocalEndPoint, Codec = codec });
            theirs.Play(new ToneSource(440));
            var file = Path.Combine(directory.FullName, "call.wav");
            var recording = ours.Record(new RecordOptions { Path = file, MaxDuration = TimeSpan.FromSeconds(2) });
            var result = await recording.Completed.WaitAsync(ChildProcess.Patience);

            Assert.Equal((RecordEndReason.MaxDuration, TimeSpan.FromSeconds(2)), (result.Reason, result.Duration));
            foreach (var (option, expected) in (IEnumerable<(string, string)>)[("-r", rate), ("-c", "2"), ("-b", "16"), ("-D", "2.000000"), ("-t", "wav")])
            {
                await using var soxi = ChildProcess.Start(ExternalTool.Soxi, [option, file], directory.FullName);
                Assert.Equal(0, await soxi.WaitForExitAsync());
                Assert.Equal(expected, soxi.Output.Trim());
                Assert.Equal("", soxi.Errors.Trim());
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [ToolFact(ExternalTool.Soxi)]
    public async Task What_was_recorded_before_a_kill_can_be_played()
    {
        // A second and more of two channels of 16 bits at 8 kHz.
        const int enough = 40_000;
        var directory = Directory.CreateTempSubdirectory("tandem-recordings-");
        try
        {
            string file;
            await using (var hub = await HubProcess.StartAsync(dataDirectory: null, ("Switch:Recordings", directory.FullName)))
            {
                await using var phone = hub.Phone("101");
                var call = await phone.CallAsync("600");
                Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
                call.Play(new ToneSource(440));
                var channels = await hub.GetAsync("/api/channels");
                var leg = channels.GetProperty("items")[0].GetProperty("id").GetString()!;
                await using (var command = hub.Command(["record", "start", leg]))
                {
                    Assert.Equal(0, await command.WaitForExitAsync());
                }
                file = await GrownAsync(directory, enough);
                await hub.KillAsync();
            }
            await using var soxi = ChildProcess.Start(ExternalTool.Soxi, ["-D", file], directory.FullName);
            Assert.Equal(0, await soxi.WaitForExitAsync());
            Assert.Equal("", soxi.Errors.Trim());
            Assert.InRange(double.Parse(soxi.Output, CultureInfo.InvariantCulture), 1, 60);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<string> GrownAsync(DirectoryInfo directory, long length)
    {
        using var patience = new CancellationTokenSource(ChildProcess.Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(patience.Token))
        {
            if (directory.EnumerateFiles("*.wav", SearchOption.AllDirectories).FirstOrDefault() is { } file && file.Length >= length)
            {
                return file.FullName;
            }
        }
        throw new OperationCanceledException();
    }
}
