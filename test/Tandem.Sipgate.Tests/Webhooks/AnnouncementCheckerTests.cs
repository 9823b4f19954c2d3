using Tandem.Sipgate.Webhooks;

namespace Tandem.Sipgate.Tests.Webhooks;

public class AnnouncementCheckerTests
{
    [Fact]
    public async Task WhatSipgatePlays_IsAcceptedWithItsDuration()
    {
        var format = await CheckAsync(WaveFile.Make(seconds: 3, extraChunk: "INFOodd"));

        Assert.Equal(TimeSpan.FromSeconds(3), format.Duration);
    }

    [Fact]
    public async Task WhatSipgateDoesNotPlay_IsRefusedWithWhatItIs()
    {
        var cases = new Dictionary<string, byte[]>
        {
            ["WAVE, PCM, 16 bit, 44100 Hz, 1 channels"] = WaveFile.Make(rate: 44_100),
            ["WAVE, PCM, 16 bit, 8000 Hz, 2 channels"] = WaveFile.Make(channels: 2),
            ["WAVE, PCM, 8 bit, 8000 Hz, 1 channels"] = WaveFile.Make(bits: 8),
            ["WAVE, format tag 6, 8 bit, 8000 Hz, 1 channels"] = WaveFile.Make(formatTag: 6, bits: 8),
            ["not WAVE"] = "ID3 an MP3"u8.ToArray(),
            ["WAVE, format tag 0, 0 bit, 0 Hz, 0 channels"] = WaveFile.Make()[..20],
        };
        foreach (var (words, sound) in cases)
        {
            var fault = await Assert.ThrowsAsync<SipgateValidationException>(() => CheckAsync(sound));
            Assert.Equal($"Invalid audio format. Please use 16bit PCM WAVE mono audio at 8kHz.\nYour format was: {words}", fault.Message.Trim());
        }
    }

    [Fact]
    public async Task WhatIsNotThere_CannotBeChecked()
    {
        await using var server = await SoundServer.StartAsync([]);
        using var http = new HttpClient();

        await Assert.ThrowsAsync<HttpRequestException>(() => new AnnouncementChecker(http).CheckAsync(server.Missing));
    }

    private static async Task<AnnouncementFormat> CheckAsync(byte[] sound)
    {
        await using var server = await SoundServer.StartAsync(sound);
        using var http = new HttpClient();
        return await new AnnouncementChecker(http).CheckAsync(server.Sound);
    }
}
