using Tandem.Media;
using Tandem.Media.Codecs;
using Tandem.Media.Srtp;
using Tandem.Media.Tones;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Phone.Calls;
using Tandem.Sip.Dialogs;
using Tandem.Switch.Calls;

namespace Tandem.Switch.Tests.Calls;

public sealed class ExtensionCallTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Fact]
    public async Task Two_phones_hear_each_other_and_press_keys()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"));
        var outgoing = await alice.CallAsync("102");
        var incoming = await bob.WaitForCallAsync().WaitAsync(Patience);
        await outgoing.WaitForRingingAsync().WaitAsync(Patience);
        Assert.Equal("101", incoming.Invite.From!.Uri.User);
        Assert.Equal("Phone 101", incoming.Invite.From.DisplayName);
        Assert.True(await incoming.AnswerAsync());
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(Patience));

        outgoing.Play(new ToneSource(440));
        incoming.Play(new ToneSource(880));
        await TestExchange.HearsAsync(incoming, 440);
        await TestExchange.HearsAsync(outgoing, 880);
        outgoing.SendDigits("12#");
        foreach (var digit in "12#")
        {
            Assert.Equal(digit, await incoming.ReadDigitAsync().WaitAsync(Patience));
        }
        await outgoing.HangupAsync();
        Assert.Equal(SessionEndKind.RemoteBye, (await incoming.WaitForHangupAsync().WaitAsync(Patience)).Kind);
        await exchange.UntilAsync(state => state.Channels.Count == 0 && state.Conversations.Count == 0);
    }

    [Fact]
    public async Task A_phone_with_another_codec_is_understood()
    {
        await using var exchange = await TestExchange.StartAsync();
        var alice = await exchange.RegisteredAsync("101", options => options with { Codecs = [AudioCodec.Pcmu] });
        var bob = await exchange.RegisteredAsync("102", options => options with { Codecs = [AudioCodec.Pcma], AutoAnswer = true });
        var outgoing = await alice.CallAsync("102");
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(Patience));
        var incoming = await bob.WaitForCallAsync().WaitAsync(Patience);
        outgoing.Play(new ToneSource(440));

        await TestExchange.HearsAsync(incoming, 440);
    }

    [Theory]
    [InlineData(AudioCodec.G722, AudioCodec.Pcma)]
    [InlineData(AudioCodec.Opus, AudioCodec.G722)]
    [InlineData(AudioCodec.L16, AudioCodec.L16)]
    public async Task Wide_band_phones_are_understood_by_any_other(AudioCodec one, AudioCodec other)
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { Codecs = AudioCodecs.Available });
        var alice = await exchange.RegisteredAsync("101", options => options with { Codecs = [one] });
        var bob = await exchange.RegisteredAsync("102", options => options with { Codecs = [other], AutoAnswer = true });
        var outgoing = await alice.CallAsync("102");
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(Patience));
        var incoming = await bob.WaitForCallAsync().WaitAsync(Patience);
        outgoing.Play(new ToneSource(440));
        incoming.Play(new ToneSource(880));

        await TestExchange.HearsAsync(incoming, 440);
        await TestExchange.HearsAsync(outgoing, 880);
        outgoing.SendDigits("5");
        Assert.Equal('5', await incoming.ReadDigitAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task The_caller_takes_the_codec_that_the_called_phone_chose()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { Codecs = [AudioCodec.Pcma, AudioCodec.G722], Transcode = false });
        var alice = await exchange.RegisteredAsync("101", options => options with { Codecs = [AudioCodec.Pcma, AudioCodec.G722] });
        await exchange.RegisteredAsync("102", options => options with { Codecs = [AudioCodec.G722], AutoAnswer = true });
        var outgoing = await alice.CallAsync("102");

        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(Patience));
        Assert.Equal("G722", outgoing.Codec);
    }

    [Fact]
    public async Task Without_transcoding_phones_of_different_codecs_cannot_talk()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { Transcode = false });
        var alice = await exchange.RegisteredAsync("101", options => options with { Codecs = [AudioCodec.Pcmu] });
        await exchange.RegisteredAsync("102", options => options with { Codecs = [AudioCodec.Pcma], AutoAnswer = true });
        var outgoing = await alice.CallAsync("102");

        Assert.Equal(488, await outgoing.WaitForAnswerAsync().WaitAsync(Patience));
    }

    [Theory]
    [InlineData(SrtpProfile.AesCm128HmacSha1Tag80, SrtpProfile.AeadAes256Gcm)]
    [InlineData(SrtpProfile.AeadAes128Gcm, null)]
    public async Task Phones_with_encrypted_media_talk_with_each_other_and_with_others(SrtpProfile one, SrtpProfile? other)
    {
        var policy = other is null ? SrtpPolicy.Accept : SrtpPolicy.Offer;
        await using var exchange = await TestExchange.StartAsync(options => options with { Srtp = policy, SrtpWithoutTls = true });
        var alice = await exchange.RegisteredAsync("101", options => options with { Srtp = [one] });
        var bob = await exchange.RegisteredAsync("102", options => options with { Srtp = other is { } profile ? [profile] : [], AutoAnswer = true });
        var outgoing = await alice.CallAsync("102");
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(Patience));
        var incoming = await bob.WaitForCallAsync().WaitAsync(Patience);
        outgoing.Play(new ToneSource(440));
        incoming.Play(new ToneSource(880));

        await TestExchange.HearsAsync(incoming, 440);
        await TestExchange.HearsAsync(outgoing, 880);
        Assert.Equal(0, outgoing.Statistics.PacketsRefused);
    }

    [Theory]
    [InlineData(SrtpPolicy.Off, true, true)]
    [InlineData(SrtpPolicy.Accept, false, true)]
    [InlineData(SrtpPolicy.Require, true, false)]
    [InlineData(SrtpPolicy.Require, false, true)]
    public async Task Media_of_a_kind_that_is_not_allowed_is_refused(SrtpPolicy policy, bool withoutTls, bool isEncrypted)
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { Srtp = policy, SrtpWithoutTls = withoutTls });
        var alice = await exchange.RegisteredAsync("101", options => options with { Srtp = isEncrypted ? [SrtpProfile.AesCm128HmacSha1Tag80] : [] });
        await exchange.RegisteredAsync("102", options => options with { AutoAnswer = true });
        var outgoing = await alice.CallAsync("102");

        Assert.Equal(488, await outgoing.WaitForAnswerAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task The_first_phone_that_answers_wins_and_the_others_stop_ringing()
    {
        await using var exchange = await TestExchange.StartAsync();
        var alice = await exchange.RegisteredAsync("101");
        var desk = await exchange.RegisteredAsync("102");
        var mobile = await exchange.RegisteredAsync("102");
        Assert.Equal(2, exchange.Extension("102").Contacts.Count);
        var outgoing = await alice.CallAsync("102");
        var atDesk = await desk.WaitForCallAsync().WaitAsync(Patience);
        var atMobile = await mobile.WaitForCallAsync().WaitAsync(Patience);
        await atMobile.AnswerAsync();
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(Patience));
        var end = await atDesk.WaitForHangupAsync().WaitAsync(Patience);

        Assert.Equal(SessionEndKind.RemoteCancel, end.Kind);
        Assert.Contains("Call completed elsewhere", end.Reason);
        Assert.Equal(PhoneCallState.Talking, atMobile.State);
    }

    [Theory]
    [InlineData(486)]
    [InlineData(603)]
    [InlineData(480)]
    public async Task A_refusal_reaches_the_caller(int status)
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"));
        var outgoing = await alice.CallAsync("102");
        var incoming = await bob.WaitForCallAsync().WaitAsync(Patience);
        await incoming.RejectAsync(status);

        Assert.Equal(status, await outgoing.WaitForAnswerAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Hanging_up_while_it_rings_cancels_the_other_phone()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"));
        var outgoing = await alice.CallAsync("102");
        var incoming = await bob.WaitForCallAsync().WaitAsync(Patience);
        await outgoing.WaitForRingingAsync().WaitAsync(Patience);
        Assert.Equal(ExtensionStatus.Ringing, exchange.Extension("102").Status);
        await outgoing.HangupAsync();

        Assert.Equal(SessionEndKind.RemoteCancel, (await incoming.WaitForHangupAsync().WaitAsync(Patience)).Kind);
        await exchange.UntilAsync(state => state.Channels.Count == 0 && state.Extensions.All(extension => extension.Status is ExtensionStatus.Online or ExtensionStatus.Offline));
    }

    [Fact]
    public async Task A_phone_that_nobody_answers_stops_ringing()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { RingTimeout = TimeSpan.FromMilliseconds(300) });
        var (alice, bob) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"));
        var outgoing = await alice.CallAsync("102");
        var incoming = await bob.WaitForCallAsync().WaitAsync(Patience);

        Assert.Equal(480, await outgoing.WaitForAnswerAsync().WaitAsync(Patience));
        Assert.Equal(SessionEndKind.RemoteCancel, (await incoming.WaitForHangupAsync().WaitAsync(Patience)).Kind);
    }

    [Theory]
    [InlineData("999", 404)]
    [InlineData("103", 480)]
    public async Task Numbers_without_a_phone_are_refused(string number, int status)
    {
        await using var exchange = await TestExchange.StartAsync();
        var alice = await exchange.RegisteredAsync("101");
        var call = await alice.CallAsync(number);

        Assert.Equal(status, await call.WaitForAnswerAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Hold_silences_the_call_until_it_is_resumed()
    {
        await using var exchange = await TestExchange.StartAsync();
        var alice = await exchange.RegisteredAsync("101");
        var bob = await exchange.RegisteredAsync("102", options => options with { AutoAnswer = true });
        var outgoing = await alice.CallAsync("102");
        var incoming = await bob.WaitForCallAsync().WaitAsync(Patience);
        await outgoing.WaitForAnswerAsync().WaitAsync(Patience);
        await exchange.UntilAsync(state => state.Channels.Count(channel => channel.State is ChannelState.Bridged) == 2);

        Assert.True(await outgoing.HoldAsync().WaitAsync(Patience));
        await exchange.UntilAsync(state => state.Channels.Any(channel => channel.Held) && state.Channels.Any(channel => channel.State is ChannelState.Held));
        Assert.Equal(ExtensionStatus.OnHold, exchange.Extension("101").Status);
        Assert.True(await outgoing.ResumeAsync().WaitAsync(Patience));
        await exchange.UntilAsync(state => state.Channels.All(channel => !channel.Held && channel.State is ChannelState.Bridged));
        incoming.Play(new ToneSource(880));
        await TestExchange.HearsAsync(outgoing, 880);
    }

    [Fact]
    public async Task Echo_returns_the_callers_voice_and_keys()
    {
        await using var exchange = await TestExchange.StartAsync();
        var alice = await exchange.RegisteredAsync("101");
        var call = await alice.CallAsync("600");
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(Patience));
        call.Play(new ToneSource(660));

        await TestExchange.HearsAsync(call, 660);
        call.SendDigits("7");
        Assert.Equal('7', await call.ReadDigitAsync().WaitAsync(Patience));
        await exchange.UntilAsync(state => state.Channels.Any(channel => channel.State is ChannelState.InApplication { Application: "echo" }));
    }

    [Fact]
    public async Task Click_to_dial_rings_the_callers_phone_first()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"));
        var result = await exchange.Switch.ExecuteAsync(new CallCommand("101", "102"));
        Assert.True(result.IsDone, result.Reason);
        var atAlice = await alice.WaitForCallAsync().WaitAsync(Patience);
        Assert.Equal("102", atAlice.Invite.From!.Uri.User);
        Assert.Equal(result.Id, exchange.Switch.Model.Snapshot().Conversations.Single().Id);
        await atAlice.AnswerAsync();
        var atBob = await bob.WaitForCallAsync().WaitAsync(Patience);
        Assert.Equal("101", atBob.Invite.From!.Uri.User);
        await TestExchange.HearsAsync(atAlice, 425);
        await atBob.AnswerAsync();
        atBob.Play(new ToneSource(880));

        await TestExchange.HearsAsync(atAlice, 880);
        await exchange.Switch.ExecuteAsync(new HangUpCommand(result.Id!.Value));
        await atBob.WaitForHangupAsync().WaitAsync(Patience);
    }
}
