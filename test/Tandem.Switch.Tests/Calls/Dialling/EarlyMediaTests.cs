using System.Text;
using Tandem.Media;
using Tandem.Media.Tones;
using Tandem.Pbx.Model;
using Tandem.Phone.Calls;
using Tandem.Sip.Messages;
using Tandem.Sip.Sdp;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Dialling;
using Tandem.Switch.Routing;

namespace Tandem.Switch.Tests.Calls.Dialling;

/// <summary>Phones that are heard before they answer, offers that come late, and answers that come at awkward moments.</summary>
public sealed class EarlyMediaTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Theory]
    [InlineData(183)]
    [InlineData(180)]
    public async Task A_phone_is_heard_before_it_answers(int status)
    {
        await using var exchange = await TestExchange.StartAsync();
        var phone = new WirePhone(exchange);
        await phone.RegisterAsync("102");
        var caller = new WirePhone(exchange);
        await caller.InviteAsync("101", "102", caller.Sdp);
        var invite = await phone.ReceiveAsync(SipMethod.Invite);
        await phone.RespondAsync(invite, status, phone.Sdp);
        var early = await caller.ReceiveResponseAsync(SipMethod.Invite);
        Assert.Equal((183, false), (early.StatusCode, early.Body.IsEmpty));
        await UntilHeardAsync(exchange, phone, invite);

        await phone.RespondAsync(invite, 200, phone.Sdp);
        var answer = await caller.ReceiveResponseAsync(SipMethod.Invite);
        Assert.Equal(200, answer.StatusCode);
        Assert.Equal(early.Body.ToArray(), answer.Body.ToArray());
        await phone.ReceiveAsync(SipMethod.Ack);
    }

    [Fact]
    public async Task A_late_answer_after_early_media_is_taken_although_the_ring_time_is_over()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { RingTimeout = TimeSpan.FromMilliseconds(200) });
        var phone = new WirePhone(exchange);
        var (dial, ringing) = (new TaskCompletionSource<DialResult>(), new TaskCompletionSource());
        var alice = await exchange.RegisteredAsync("101");
        exchange.Switch.OnCall("700", async call => dial.SetResult(await call.DialAsync(new DialRequest(DialTarget.Contact(phone.Uri)))));
        // A second phone whose ring time is over when this one answers.
        var other = await exchange.RegisteredAsync("102");
        var unanswered = exchange.Switch.DialAsync(new DialRequest(DialTarget.User("102")) { RingTimeout = TimeSpan.FromMilliseconds(800) });
        await other.WaitForCallAsync().WaitAsync(Patience);
        var call = await alice.CallAsync("700");
        var invite = await phone.ReceiveAsync(SipMethod.Invite);
        await phone.RespondAsync(invite, 183, phone.Sdp);
        await call.WaitForRingingAsync().WaitAsync(Patience);
        Assert.Equal(HangupCause.NoAnswer, (await unanswered.WaitAsync(Patience)).Cause);
        await phone.RespondAsync(invite, 200, phone.Sdp);

        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(Patience));
        Assert.True((await dial.Task.WaitAsync(Patience)).IsAnswered);
    }

    [Fact]
    public async Task Early_media_does_not_go_on_for_ever()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { EarlyMediaTimeout = TimeSpan.FromMilliseconds(300) });
        var phone = new WirePhone(exchange);
        await phone.RegisterAsync("102");
        var alice = await exchange.RegisteredAsync("101");
        var call = await alice.CallAsync("102");
        var invite = await phone.ReceiveAsync(SipMethod.Invite);
        await phone.RespondAsync(invite, 183, phone.Sdp);
        await phone.ReceiveAsync(SipMethod.Cancel);

        Assert.Equal(480, await call.WaitForAnswerAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task An_answer_right_behind_early_media_is_taken()
    {
        await using var exchange = await TestExchange.StartAsync();
        var phone = new WirePhone(exchange);
        await phone.RegisterAsync("102");
        var alice = await exchange.RegisteredAsync("101");
        var call = await alice.CallAsync("102");
        var invite = await phone.ReceiveAsync(SipMethod.Invite);
        using (await exchange.HoldLoopAsync())
        {
            // Both are there before the first is looked at.
            await phone.RespondAsync(invite, 183, phone.Sdp);
            await phone.RespondAsync(invite, 200, phone.Sdp);
        }
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(Patience));
        await phone.ReceiveAsync(SipMethod.Ack);
        await exchange.UntilAsync(state => state.Channels.Count(channel => channel.State is ChannelState.Bridged) == 2);
    }

    [Fact]
    public async Task Of_several_phones_the_first_is_heard_and_the_one_that_answers_gets_the_call()
    {
        await using var exchange = await TestExchange.StartAsync();
        var announcing = new WirePhone(exchange);
        var bob = await exchange.RegisteredAsync("102");
        var alice = await exchange.RegisteredAsync("101");
        exchange.Switch.OnCall("700", async call =>
        {
            await call.DialAsync(new DialRequest(DialTarget.Contact(announcing.Uri), DialTarget.User("102")));
            await call.WaitForHangupAsync();
        });
        var call = await alice.CallAsync("700");
        var invite = await announcing.ReceiveAsync(SipMethod.Invite);
        await announcing.RespondAsync(invite, 183, announcing.Sdp);
        await call.WaitForRingingAsync().WaitAsync(Patience);
        var atBob = await bob.WaitForCallAsync().WaitAsync(Patience);
        await atBob.AnswerAsync();
        atBob.Play(new ToneSource(880));
        var cancel = await announcing.ReceiveAsync(SipMethod.Cancel);

        Assert.Contains("Call completed elsewhere", cancel.Get(SipHeaderName.Reason));
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(Patience));
        await TestExchange.HearsAsync(call, 880);
    }

    [Fact]
    public async Task Of_several_phones_the_one_that_began_last_is_heard_until_it_fails()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (caller, first, second) = (new WirePhone(exchange), new WirePhone(exchange), new WirePhone(exchange));
        exchange.Switch.OnCall("700", async call =>
        {
            await call.DialAsync(new DialRequest(DialTarget.Contact(first.Uri), DialTarget.Contact(second.Uri)));
            await call.WaitForHangupAsync();
        });
        await caller.InviteAsync("101", "700", caller.Sdp);
        var (atFirst, atSecond) = (await first.ReceiveAsync(SipMethod.Invite), await second.ReceiveAsync(SipMethod.Invite));
        await first.RespondAsync(atFirst, 183, first.Sdp);
        await HearsOnlyAsync(caller, first, atFirst, second, atSecond);
        await second.RespondAsync(atSecond, 183, second.Sdp);
        await HearsOnlyAsync(caller, second, atSecond, first, atFirst);
        // The first one says no more than it has said already.
        await first.RespondAsync(atFirst, 183, first.Sdp);
        await HearsOnlyAsync(caller, second, atSecond, first, atFirst);
        await second.RespondAsync(atSecond, 486);
        await HearsOnlyAsync(caller, first, atFirst, second, atSecond);
        await first.RespondAsync(atFirst, 200, first.Sdp);
        await first.ReceiveAsync(SipMethod.Ack);
        await HearsOnlyAsync(caller, first, atFirst, second, atSecond);
    }

    [Fact]
    public async Task When_the_announcement_ends_the_caller_hears_the_next_phone_ring()
    {
        await using var exchange = await TestExchange.StartAsync();
        var announcing = new WirePhone(exchange);
        var bob = await exchange.RegisteredAsync("102");
        var alice = await exchange.RegisteredAsync("101");
        exchange.Switch.OnCall("700", async call =>
        {
            await call.DialAsync(new DialRequest(DialTarget.Contact(announcing.Uri), DialTarget.User("102")) { Order = DialOrder.Sequence });
            await call.WaitForHangupAsync();
        });
        var call = await alice.CallAsync("700");
        var invite = await announcing.ReceiveAsync(SipMethod.Invite);
        await announcing.RespondAsync(invite, 183, announcing.Sdp);
        await call.WaitForRingingAsync().WaitAsync(Patience);
        await announcing.RespondAsync(invite, 486);
        var atBob = await bob.WaitForCallAsync().WaitAsync(Patience);
        await atBob.AnswerAsync();
        atBob.Play(new ToneSource(880));

        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(Patience));
        await TestExchange.HearsAsync(call, 880);
    }

    [Fact]
    public async Task A_phone_may_make_the_offer_and_gets_the_answer_with_the_ack()
    {
        await using var exchange = await TestExchange.StartAsync();
        var phone = new WirePhone(exchange);
        var alice = await exchange.RegisteredAsync("101");
        exchange.Switch.OnCall("700", async call =>
        {
            await call.DialAsync(new DialRequest(DialTarget.Contact(phone.Uri)) { LateOffer = true });
            await call.WaitForHangupAsync();
        });
        var call = await alice.CallAsync("700");
        var invite = await phone.ReceiveAsync(SipMethod.Invite);
        Assert.True(invite.Body.IsEmpty);
        await phone.RespondAsync(invite, 200, phone.Sdp);
        var ack = await phone.ReceiveAsync(SipMethod.Ack);

        Assert.Equal("PCMA", SessionDescription.Parse(Encoding.UTF8.GetString(ack.Body.Span)).Audio!.MediaFormats[0].Encoding);
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_late_offer_that_suits_nobody_is_ended_and_the_caller_told_488()
    {
        await using var exchange = await TestExchange.StartAsync();
        var phone = new WirePhone(exchange);
        var dial = exchange.Switch.DialAsync(new DialRequest(DialTarget.Contact(phone.Uri)) { LateOffer = true });
        var invite = await phone.ReceiveAsync(SipMethod.Invite);
        await phone.RespondAsync(invite, 200, phone.Sdp.Replace("RTP/AVP 8", "RTP/AVP 3", StringComparison.Ordinal));
        await phone.ReceiveAsync(SipMethod.Ack);
        await phone.ReceiveAsync(SipMethod.Bye);

        Assert.Equal(HangupCause.IncompatibleDestination, (await dial.WaitAsync(Patience)).Cause);
    }

    [Fact]
    public async Task A_caller_without_offer_is_connected_and_offered_what_the_called_phone_talks()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { Codecs = [AudioCodec.Pcmu, AudioCodec.Pcma] });
        var phone = new WirePhone(exchange);
        await phone.RegisterAsync("102");
        var caller = new WirePhone(exchange);
        await caller.InviteAsync("101", "102", body: null);
        var invite = await phone.ReceiveAsync(SipMethod.Invite);
        // An unreliable response cannot carry our offer: the caller hears it ring.
        await phone.RespondAsync(invite, 183, phone.Sdp);
        var ringing = await caller.ReceiveResponseAsync(SipMethod.Invite);
        Assert.Equal((180, true), (ringing.StatusCode, ringing.Body.IsEmpty));
        await phone.RespondAsync(invite, 200, phone.Sdp);
        var answer = await caller.ReceiveResponseAsync(SipMethod.Invite);
        Assert.Equal("PCMA", SessionDescription.Parse(Encoding.UTF8.GetString(answer.Body.Span)).Audio!.MediaFormats[0].Encoding);
        await caller.SendAsync(caller.ComposeInDialog("ACK", answer, 2, caller.Sdp));
        await phone.ReceiveAsync(SipMethod.Ack);
        await UntilHeardAsync(exchange, phone, invite);
    }

    [Fact]
    public async Task Early_media_that_came_reliably_need_not_be_described_again()
    {
        await using var exchange = await TestExchange.StartAsync();
        var phone = new WirePhone(exchange);
        var dial = exchange.Switch.DialAsync(new DialRequest(DialTarget.Contact(phone.Uri)) { LateOffer = true });
        var invite = await phone.ReceiveAsync(SipMethod.Invite);
        await phone.RespondAsync(invite, 183, phone.Sdp, ("Require", "100rel"), ("RSeq", "1"));
        var prack = await phone.ReceiveAsync(SipMethod.Prack);
        Assert.False(prack.Body.IsEmpty);
        await phone.RespondAsync(prack, 200);
        await phone.RespondAsync(invite, 200);
        Assert.True((await phone.ReceiveAsync(SipMethod.Ack)).Body.IsEmpty);

        Assert.True((await dial.WaitAsync(Patience)).IsAnswered);
    }

    // Both speak all the time; from some moment on only one of them is heard.
    private static async Task HearsOnlyAsync(WirePhone caller, WirePhone heard, SipMessage atHeard, WirePhone other, SipMessage atOther)
    {
        using var patience = new CancellationTokenSource(Patience);
        for (var inRow = 0; inRow < 10;)
        {
            await heard.SpeakAsync(atHeard, 0x11);
            await other.SpeakAsync(atOther, 0x22);
            await Task.Delay(20, patience.Token);
            inRow = caller.Hear().Aggregate(inRow, (count, sample) => sample == 0x11 ? count + 1 : 0);
        }
    }

    // The caller's leg sends what the phone says as soon as the two are bridged.
    private static async Task UntilHeardAsync(TestExchange exchange, WirePhone phone, SipMessage invite)
    {
        using var patience = new CancellationTokenSource(Patience);
        var before = exchange.MediaFigures.PacketsOut;
        while (exchange.MediaFigures.PacketsOut == before)
        {
            await phone.SpeakAsync(invite);
            await Task.Delay(20, patience.Token);
        }
    }
}
