using Tandem.Media.Recording;
using Tandem.Media.Tones;
using Tandem.Media.Wave;
using Tandem.Pbx.Model;
using Tandem.Phone.Calls;
using Tandem.Sip.Messages;
using Tandem.Sip.Sdp;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Calls.Holding;
using Tandem.Switch.Tests.Calls.Dialling;
using Tandem.Switch.Tests.Calls.Transfers;

namespace Tandem.Switch.Tests.Calls.Holding;

/// <summary>Hold by the phone and by program, with music.</summary>
public sealed class HoldTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Theory]
    [InlineData(SdpDirection.SendOnly)]
    [InlineData(SdpDirection.Inactive)]
    public async Task The_other_side_of_a_hold_hears_music_and_the_voice_again_after_it(SdpDirection direction)
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { MusicOnHold = MusicOnHold.OfTones("350*0.5:1000") });
        var (outgoing, incoming) = await exchange.TalkingAsync();
        await outgoing.MustHoldAsync(direction);
        await TestExchange.HearsAsync(incoming, 350);
        await exchange.UntilAsync(state => state.Channels.Count(channel => channel.Held) == 1 && state.Channels.Any(channel => channel.State is ChannelState.Held));
        Assert.Equal(ExtensionStatus.OnHold, exchange.Extension("101").Status);

        Assert.True(await outgoing.ResumeAsync().WaitAsync(Patience));
        await ConnectedPhones.HearEachOtherAsync(outgoing, incoming);
        Assert.All(exchange.Switch.Model.Snapshot().Channels, channel => Assert.Equal((false, new ChannelState.Bridged()), (channel.Held, channel.State)));
    }

    [Fact]
    public async Task Both_sides_hold_and_resume_in_any_order()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { MusicOnHold = MusicOnHold.OfTones("350*0.5:1000") });
        var (outgoing, incoming) = await exchange.TalkingAsync();
        await outgoing.MustHoldAsync();
        await incoming.MustHoldAsync();
        await exchange.UntilAsync(state => state.Channels.All(channel => channel is { Held: true, State: ChannelState.Held }));
        Assert.True(await outgoing.ResumeAsync().WaitAsync(Patience));
        await TestExchange.HearsAsync(outgoing, 350);
        Assert.True(await incoming.ResumeAsync().WaitAsync(Patience));

        await ConnectedPhones.HearEachOtherAsync(outgoing, incoming);
    }

    [Fact]
    public async Task A_leg_may_have_music_of_its_own_or_none()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (outgoing, incoming) = await exchange.TalkingAsync();
        var leg = await exchange.LegAsync("101");
        leg.MusicOnHold = MusicOnHold.OfTones("610*0.5:500");
        await outgoing.MustHoldAsync();
        await TestExchange.HearsAsync(incoming, 610);
        await outgoing.ResumeAsync().WaitAsync(Patience);
        await TestExchange.HearsAsync(incoming, 520);

        // With none, what the phone itself sends is heard: sendonly means that it does.
        leg.MusicOnHold = MusicOnHold.None;
        await outgoing.MustHoldAsync();
        outgoing.Play(new ToneSource(990));
        await TestExchange.HearsAsync(incoming, 990);
    }

    [Fact]
    public async Task A_program_holds_and_resumes_and_the_phone_is_told()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (outgoing, incoming) = await exchange.TalkingAsync();
        var leg = await exchange.LegAsync("102");
        Assert.Equal(CallOutcome.Done, await leg.HoldAsync().WaitAsync(Patience));
        Assert.True(leg.IsHeld);
        await TestExchange.HearsAsync(outgoing, 440);
        Assert.Equal(CallOutcome.Done, await leg.HoldAsync().WaitAsync(Patience));
        Assert.Equal(CallOutcome.Done, await leg.ResumeAsync().WaitAsync(Patience));
        Assert.False(leg.IsHeld);
        await ConnectedPhones.HearEachOtherAsync(outgoing, incoming);

        // Its user's hold is not taken back by anybody else.
        await incoming.MustHoldAsync();
        await incoming.HangupAsync();
        await exchange.AtRestAsync();
        Assert.Equal(CallOutcome.Ended, await leg.HoldAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Both_change_at_once_and_both_changes_are_made()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (outgoing, incoming) = await exchange.TalkingAsync();
        var leg = await exchange.LegAsync("101");
        var held = leg.HoldAsync();
        var told = leg.UpdateIdentityAsync(new Party("Desk", "199"));
        Assert.Equal([CallOutcome.Done, CallOutcome.Done], await Task.WhenAll(held, told).WaitAsync(Patience));

        Assert.Equal("199", outgoing.Connected?.Uri.User);
        Assert.True(leg.IsHeld);
        Assert.Equal(PhoneCallState.Talking, incoming.State);
    }

    [Fact]
    public async Task Digits_and_recordings_go_on_while_a_call_is_held()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { MusicOnHold = MusicOnHold.OfTones("350*0.5:1000") });
        var (outgoing, incoming) = await exchange.TalkingAsync();
        var leg = await exchange.LegAsync("102");
        var file = Path.GetTempFileName();
        var recording = leg.Audio.Record(new RecordOptions { Path = file, Channels = 1, Direction = RecordDirection.Sent });
        await outgoing.MustHoldAsync();
        await TestExchange.HearsAsync(incoming, 350);
        var digit = leg.WaitForDigitsAsync("7", Patience);
        incoming.SendDigits("7");
        Assert.Equal("7", (await digit.WaitAsync(Patience)).Digits);
        await BlindTransferTests.UntilAsync(() => recording.Duration > TimeSpan.FromSeconds(2));
        recording.Finish();
        await recording.Completed.WaitAsync(Patience);

        var heard = WaveReader.Read(file).Samples.Span;
        Assert.InRange(ToneDetector.Measure(heard[^8000..]).Frequency, 345, 355);
        File.Delete(file);
    }

    [Fact]
    public async Task A_muted_phone_hears_and_is_not_heard()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (outgoing, incoming) = await exchange.TalkingAsync();
        var leg = await exchange.LegAsync("101");
        Assert.Equal(CallOutcome.Done, await leg.MuteAsync());
        await exchange.UntilAsync(state => state.Channels.Count(channel => channel.Muted) == 1);
        var heard = incoming.Statistics.PacketsReceived;
        await TestExchange.HearsAsync(outgoing, 730);
        Assert.InRange(incoming.Statistics.PacketsReceived - heard, 0, 5);
        // A hold and its end leave it muted.
        await outgoing.MustHoldAsync();
        await outgoing.ResumeAsync().WaitAsync(Patience);
        Assert.True(leg.IsMuted);
        Assert.Equal(CallOutcome.Done, await leg.MuteAsync(muted: false));

        await ConnectedPhones.HearEachOtherAsync(outgoing, incoming);
    }

    [Theory]
    [InlineData("a=recvonly", "a=sendonly", false)]
    [InlineData("a=sendonly", "a=recvonly", true)]
    [InlineData("a=inactive", "a=inactive", true)]
    [InlineData("c=IN IP4 0.0.0.0", "a=recvonly", true)]
    public async Task Each_way_to_hold_is_answered_as_it_should_be(string line, string expected, bool isHeld)
    {
        await using var exchange = await TestExchange.StartAsync();
        var bob = await exchange.RegisteredAsync("102", options => options with { AutoAnswer = true });
        using var caller = await RawCaller.CallAsync(exchange, "101", "102");
        await exchange.BridgedAsync("101", "102");
        var answer = await caller.ReInviteAsync(line);
        Assert.Contains(expected, answer, StringComparison.Ordinal);
        Assert.Equal(isHeld, (await exchange.LegAsync("101")).IsHeld);
        var again = await caller.ReInviteAsync("a=sendrecv");

        Assert.Contains("a=sendrecv", again, StringComparison.Ordinal);
        Assert.False((await exchange.LegAsync("101")).IsHeld);
        Assert.True(SessionDescription.Parse(again).Origin.SessionVersion > SessionDescription.Parse(answer).Origin.SessionVersion);
        Assert.NotNull(bob);
    }

    [Fact]
    public async Task A_phone_that_refuses_to_be_held_talks_on()
    {
        await using var exchange = await TestExchange.StartAsync();
        var phone = new WirePhone(exchange);
        await phone.RegisterAsync("102");
        var alice = await exchange.RegisteredAsync("101");
        var call = await alice.CallAsync("102");
        await phone.RespondAsync(await phone.ReceiveAsync(SipMethod.Invite), 200, phone.Sdp);
        await phone.ReceiveAsync(SipMethod.Ack);
        await exchange.BridgedAsync("101", "102");
        var leg = await exchange.LegAsync("102");
        var hold = leg.HoldAsync();
        await phone.RespondAsync(await phone.ReceiveAsync(SipMethod.Invite), 488);

        Assert.Equal(CallOutcome.Refused, await hold.WaitAsync(Patience));
        Assert.False(leg.IsHeld);
        await exchange.BridgedAsync("101", "102");
        await call.HangupAsync();
        await phone.ReceiveAsync(SipMethod.Bye);
    }

    [Fact]
    public async Task A_new_address_and_codec_in_a_re_invite_are_used()
    {
        await using var exchange = await TestExchange.StartAsync();
        var bob = await exchange.RegisteredAsync("102", options => options with { AutoAnswer = true });
        using var caller = await RawCaller.CallAsync(exchange, "101", "102");
        (await bob.WaitForCallAsync().WaitAsync(Patience)).Play(new ToneSource(520));
        Assert.Equal(8, await caller.NextPayloadTypeAsync());
        caller.MoveMedia();
        await caller.ReInviteAsync("a=sendrecv", payloadType: 0);

        Assert.Equal(0, await caller.NextPayloadTypeAsync());
    }
}
