using Tandem.Interop.Tests.Baresip;
using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;
using Tandem.Media.Tones;
using Tandem.Sip.Tests.Transport;

namespace Tandem.Interop.Tests.Media;

public sealed class BaresipMediaTests(MediaHubFixture fixture) : IClassFixture<MediaHubFixture>
{
    private const double TalkSeconds = 2.5;

    private readonly HubProcess _hub = fixture.Hub;

    [ToolTheory(ExternalTool.Baresip)]
    [InlineData("audio_codecs=G722/16000/1", 2)]
    [InlineData("audio_codecs=opus/48000/2", 12)]
    [InlineData("audio_codecs=L16/16000/1", 2)]
    [InlineData("audio_codecs=PCMU/8000/1;mediaenc=srtp-mand", 1)]
    [InlineData("audio_codecs=opus/48000/2;mediaenc=srtp-mand", 12)]
    public async Task A_phone_of_any_codec_and_encryption_talks_with_a_plain_one(string media, int narrowBands)
    {
        await using var caller = await BaresipPhone.StartAsync(_hub, "101", tone: 440, media: media);
        await using var called = await BaresipPhone.StartAsync(_hub, "102", tone: 880, answers: true, media: "audio_codecs=PCMA/8000/1");
        await caller.DialAsync("102");
        await caller.WaitForAsync("CALL_ESTABLISHED");

        // The wait counts bytes of narrow-band audio.
        await caller.HearAsync(TimeSpan.FromSeconds(TalkSeconds * narrowBands));
        await called.HearAsync(TimeSpan.FromSeconds(TalkSeconds));
        await caller.HangupAsync();
        await called.WaitForAsync("CALL_CLOSED");
        AssertTone(880, caller.MeasureClearest());
        AssertTone(440, called.MeasureClearest());
    }

    [ToolTheory(ExternalTool.Baresip)]
    [InlineData("tls", true)]
    [InlineData("udp", false)]
    public async Task Keys_go_over_tls_and_by_default_nowhere_else(string transport, bool isTaken)
    {
        using var authority = new TestAuthority();
        await using var hub = await HubProcess.StartAsync(
            dataDirectory: null, ("Switch:Tls:Certificate", authority.WritePem("hub.pem", "127.0.0.1")), ("Switch:Tls:Port", "0"));
        await using var caller = await BaresipPhone.StartAsync(hub, "101", tone: 440, transport: transport, media: "audio_codecs=PCMA/8000/1;mediaenc=srtp-mand");
        await using var called = await BaresipPhone.StartAsync(hub, "102", tone: 880, answers: true);
        await caller.DialAsync("102");
        if (!isTaken)
        {
            Assert.Contains("488", await caller.WaitForAsync("CALL_CLOSED"));
            return;
        }
        await caller.WaitForAsync("CALL_ESTABLISHED");
        await caller.HearAsync(TimeSpan.FromSeconds(TalkSeconds));
        await called.HearAsync(TimeSpan.FromSeconds(TalkSeconds));
        await caller.HangupAsync();
        await called.WaitForAsync("CALL_CLOSED");
        AssertTone(880, caller.MeasureClearest());
        AssertTone(440, called.MeasureClearest());
    }

    private static void AssertTone(double expected, ToneMeasurement heard)
    {
        Assert.InRange(heard.Frequency, expected - 2, expected + 2);
        Assert.InRange(heard.Share, 0.9, 1);
    }
}
