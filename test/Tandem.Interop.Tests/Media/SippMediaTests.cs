using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Sipp;
using Tandem.Interop.Tests.Tools;
using Tandem.Media;
using Tandem.Media.Codecs;
using Tandem.Media.Tones;

namespace Tandem.Interop.Tests.Media;

public sealed class SippMediaTests(MediaHubFixture fixture) : IClassFixture<MediaHubFixture>
{
    private readonly HubProcess _hub = fixture.Hub;

    [ToolFact(ExternalTool.Sipp)]
    public async Task What_sipp_streams_is_heard_and_its_quality_is_in_the_history()
    {
        var directory = Directory.CreateTempSubdirectory("tandem-sipp-audio-");
        try
        {
            var file = Path.Combine(directory.FullName, "tone.alaw");
            await File.WriteAllBytesAsync(file, Tone());
            await using var ours = await _hub.RegisteredPhoneAsync("103");
            await using var caller = _hub.Sipp("call_with_audio", "101", ("number", "103"), ("talk", "4000"), ("audio", file));
            var call = await ours.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
            Assert.True(await call.AnswerAsync());
            using var patience = new CancellationTokenSource(ChildProcess.Patience);
            ToneMeasurement heard;
            while (!call.Heard.TryMeasure(out heard) || heard.Share < 0.95)
            {
                await Task.Delay(20, patience.Token);
            }
            Assert.InRange(heard.Frequency, 438, 442);
            await caller.SucceedAsync();

            await _hub.History.UntilAsync(rows => rows.Any(row => row is { Called: "103", HasEnded: true }));
            var history = await _hub.GetAsync("/api/history?number=103");
            var parties = history.GetProperty("items")[0].GetProperty("parties");
            var sipp = parties.EnumerateArray().Single(party => party.GetProperty("party").GetProperty("number").GetString() == "101");
            Assert.InRange(sipp.GetProperty("media").GetProperty("packetsReceived").GetInt64(), 100, 400);
            Assert.InRange(sipp.GetProperty("media").GetProperty("meanOpinionScore").GetDouble(), 3.5, 4.5);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static byte[] Tone()
    {
        var samples = new short[80_000];
        new ToneSource(440, 0.3).Read(samples);
        var codes = new byte[samples.Length];
        G711.Encode(AudioCodec.Pcma, samples, codes);
        return codes;
    }
}
