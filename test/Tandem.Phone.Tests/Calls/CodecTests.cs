using Tandem.Media;
using Tandem.Media.Srtp;
using Tandem.Phone.Calls;

namespace Tandem.Phone.Tests.Calls;

/// <summary>What two phones agree on: codecs and encryption.</summary>
public sealed class CodecTests
{
    [Theory]
    [InlineData(new[] { AudioCodec.Pcma, AudioCodec.Pcmu }, new[] { AudioCodec.Pcma, AudioCodec.Pcmu }, "PCMA")]
    [InlineData(new[] { AudioCodec.G722, AudioCodec.Pcma }, new[] { AudioCodec.Pcma, AudioCodec.G722 }, "PCMA")]
    [InlineData(new[] { AudioCodec.G722, AudioCodec.Pcma }, new[] { AudioCodec.G722 }, "G722")]
    [InlineData(new[] { AudioCodec.Pcmu, AudioCodec.Pcma }, new[] { AudioCodec.G722, AudioCodec.Pcmu }, "PCMU")]
    public async Task The_called_phone_takes_the_first_of_its_codecs_that_was_offered(AudioCodec[] offered, AudioCodec[] taken, string codec)
    {
        await using var phones = PhonePair.Create(options => options with { Codecs = offered }, options => options with { Codecs = taken });
        var (outgoing, incoming) = await phones.RingAsync();
        Assert.Equal((null, null), (outgoing.Codec, incoming.Codec));
        Assert.True(await incoming.AnswerAsync().Soon());
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().Soon());

        Assert.Equal((codec, codec), (outgoing.Codec, incoming.Codec));
        await PhonePair.HearEachOtherAsync(outgoing, incoming);
    }

    [Fact]
    public async Task Phones_without_a_common_codec_cannot_talk()
    {
        await using var phones = PhonePair.Create(options => options with { Codecs = [AudioCodec.Pcmu] }, options => options with { Codecs = [AudioCodec.G722] });
        var (outgoing, incoming) = await phones.RingAsync();

        Assert.False(await incoming.AnswerAsync().Soon());
        Assert.Equal((488, 488), (await outgoing.WaitForAnswerAsync().Soon(), await incoming.WaitForAnswerAsync().Soon()));
        Assert.Equal(PhoneCallState.Ended, incoming.State);
    }

    [Fact]
    public async Task A_phone_that_answers_by_itself_and_cannot_refuses_and_tells_of_the_call()
    {
        await using var phones = PhonePair.Create(
            options => options with { Codecs = [AudioCodec.Pcmu] }, options => options with { Codecs = [AudioCodec.G722], AutoAnswer = true });
        var outgoing = await phones.Caller.CallAsync("bob").Soon();

        Assert.Equal(488, await outgoing.WaitForAnswerAsync().Soon());
        Assert.Equal(PhoneCallState.Ended, (await phones.Called.WaitForCallAsync().Soon()).State);
    }

    [Theory]
    [InlineData(SrtpProfile.AesCm128HmacSha1Tag80)]
    [InlineData(SrtpProfile.AesCm128HmacSha1Tag32)]
    public async Task Phones_that_encrypt_hear_each_other(SrtpProfile profile)
    {
        PhoneOptions Encrypt(PhoneOptions options) => options with { Srtp = [profile] };
        await using var phones = PhonePair.Create(Encrypt, Encrypt);
        var (outgoing, incoming) = await phones.TalkAsync();

        await PhonePair.HearEachOtherAsync(outgoing, incoming);
        Assert.Contains("RTP/SAVP", System.Text.Encoding.ASCII.GetString(incoming.Invite.Body.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_phone_that_encrypts_takes_no_media_in_the_clear(bool isCaller)
    {
        PhoneOptions Encrypt(PhoneOptions options) => options with { Srtp = [SrtpProfile.AesCm128HmacSha1Tag80] };
        await using var phones = isCaller ? PhonePair.Create(caller: Encrypt) : PhonePair.Create(called: Encrypt);
        var (outgoing, incoming) = await phones.RingAsync();

        Assert.False(await incoming.AnswerAsync().Soon());
        Assert.Equal(488, await outgoing.WaitForAnswerAsync().Soon());
    }

    [Fact]
    public async Task Statistics_count_both_ways_and_stay_after_the_end()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.TalkAsync();
        Assert.Equal((0, 0), (outgoing.Statistics.PacketsSent, outgoing.Statistics.PacketsReceived));
        await PhonePair.HearEachOtherAsync(outgoing, incoming);
        await outgoing.HangupAsync().Soon();
        await incoming.WaitForHangupAsync().Soon();

        var (one, other) = (outgoing.Statistics, incoming.Statistics);
        Assert.True(one.PacketsSent > 0 && one.PacketsReceived > 0);
        Assert.True(other.PacketsReceived <= one.PacketsSent && other.BytesReceived >= other.PacketsReceived * 160);
        Assert.Equal((0, 0), (one.PacketsRefused, other.PacketsRefused));
    }

    [Fact]
    public async Task A_sink_hears_what_the_phone_hears()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.TalkAsync();
        var sink = new Media.Tones.ToneDetector();
        incoming.Listen(sink);
        outgoing.Play(new Media.Tones.ToneSource(1000));

        await Waiting.UntilAsync(() => sink.TryMeasure(out var tone) && Math.Abs(tone.Frequency - 1000) < 10);
    }
}
