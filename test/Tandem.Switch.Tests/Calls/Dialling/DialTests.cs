using Tandem.Pbx.Model;
using Tandem.Phone.Calls;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Dialling;

namespace Tandem.Switch.Tests.Calls.Dialling;

/// <summary>Whom a program can dial, and what it is told.</summary>
public sealed class DialTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Fact]
    public async Task All_phones_of_a_user_ring_and_the_losers_are_told_that_another_answered()
    {
        await using var exchange = await TestExchange.StartAsync();
        var desk = await exchange.RegisteredAsync("102");
        var mobile = await exchange.RegisteredAsync("102");
        var dial = exchange.Switch.DialAsync(new DialRequest(DialTarget.User("102")) { CallerId = new CallerId("4711", "A program") });
        var atDesk = await desk.WaitForCallAsync().WaitAsync(Patience);
        var atMobile = await mobile.WaitForCallAsync().WaitAsync(Patience);
        Assert.Equal(("4711", "A program"), (atDesk.Invite.From!.Uri.User, atDesk.Invite.From.DisplayName));
        await atMobile.AnswerAsync();
        var result = await dial.WaitAsync(Patience);

        Assert.True(result.IsAnswered);
        Assert.Equal((HangupCause.LoseRace, true), (result.Attempts.Single().Cause, result.Attempts.Single().HasRung));
        var end = await atDesk.WaitForHangupAsync().WaitAsync(Patience);
        Assert.Equal((SessionEndKind.RemoteCancel, "SIP;cause=200;text=\"Call completed elsewhere\""), (end.Kind, end.Reason));
        Assert.Equal(PhoneCallState.Talking, atMobile.State);
        await result.Leg!.HangupAsync();
        await atMobile.WaitForHangupAsync().WaitAsync(Patience);
    }

    [Fact]
    public async Task Only_the_best_phone_of_a_user_rings_where_that_is_wanted()
    {
        await using var exchange = await TestExchange.StartAsync();
        await exchange.RegisteredAsync("102", options => options with { AutoAnswer = true });
        var last = await exchange.RegisteredAsync("102");
        var dial = exchange.Switch.DialAsync(new DialRequest(DialTarget.User("102") with { FirstContactOnly = true }));
        var call = await last.WaitForCallAsync().WaitAsync(Patience);
        await call.RejectAsync(486);
        var result = await dial.WaitAsync(Patience);

        Assert.Equal(HangupCause.UserBusy, result.Cause);
        Assert.Equal(last.EndPoint.Port, Assert.Single(result.Attempts).Contact!.Port);
    }

    [Fact]
    public async Task An_address_that_never_registered_is_called()
    {
        await using var exchange = await TestExchange.StartAsync();
        var phone = new WirePhone(exchange);
        var dial = exchange.Switch.DialAsync(new DialRequest(DialTarget.Contact(SipUri.Parse($"sip:door@localhost:{phone.Port}?X-Evil=1"))));
        var invite = await phone.ReceiveAsync(SipMethod.Invite);
        Assert.Equal(("door", "door"), (invite.RequestUri!.User, invite.To!.Uri.User));
        Assert.Empty(invite.RequestUri.Headers);
        await phone.RespondAsync(invite, 200, phone.Sdp);
        await phone.ReceiveAsync(SipMethod.Ack);
        var result = await dial.WaitAsync(Patience);
        Assert.Equal(CallTargetType.External, exchange.Switch.Model.Snapshot().Channels.Single().Target!.Type);
        await result.Leg!.HangupAsync();
        await phone.ReceiveAsync(SipMethod.Bye);
    }

    [Fact]
    public async Task An_address_whose_host_is_nowhere_fails_with_an_attempt()
    {
        await using var exchange = await TestExchange.StartAsync();
        var result = await exchange.Switch.DialAsync(new DialRequest(DialTarget.Contact(SipUri.Parse("sip:a@nowhere.invalid")))).WaitAsync(Patience);

        Assert.Equal(HangupCause.DestinationOutOfOrder, result.Cause);
        Assert.Equal("sip:a@nowhere.invalid", Assert.Single(result.Attempts).Target.ToString());
    }

    [Fact]
    public async Task A_sequence_rings_one_after_the_other_until_one_answers()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (second, third) = (await exchange.RegisteredAsync("102"), await exchange.RegisteredAsync("103"));
        var dial = exchange.Switch.DialAsync(
            new DialRequest(DialTarget.User("101"), DialTarget.User("102"), DialTarget.User("103")) { Order = DialOrder.Sequence, RingTimeout = TimeSpan.FromMilliseconds(300) });
        var atSecond = await second.WaitForCallAsync().WaitAsync(Patience);
        var atThird = await third.WaitForCallAsync().WaitAsync(Patience);
        Assert.Equal(SessionEndKind.RemoteCancel, (await atSecond.WaitForHangupAsync().WaitAsync(Patience)).Kind);
        await atThird.AnswerAsync();
        var result = await dial.WaitAsync(Patience);

        Assert.True(result.IsAnswered);
        Assert.Equal([HangupCause.UserNotRegistered, HangupCause.NoAnswer], result.Attempts.Select(attempt => attempt.Cause));
    }

    [Fact]
    public async Task A_target_with_a_delay_rings_later_and_one_that_declines_stops_nobody_else()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (first, second) = (await exchange.RegisteredAsync("102"), await exchange.RegisteredAsync("103"));
        var dial = exchange.Switch.DialAsync(
            new DialRequest(DialTarget.User("102"), DialTarget.User("103") with { Delay = TimeSpan.FromMilliseconds(300) }));
        await (await first.WaitForCallAsync().WaitAsync(Patience)).RejectAsync(603);
        await (await second.WaitForCallAsync().WaitAsync(Patience)).AnswerAsync();

        Assert.Equal(HangupCause.Declined, Assert.Single((await dial.WaitAsync(Patience)).Attempts).Cause);
    }

    [Fact]
    public async Task A_user_with_as_many_calls_as_allowed_is_busy_without_ringing()
    {
        await using var exchange = await TestExchange.StartAsync();
        var bob = await exchange.RegisteredAsync("102", options => options with { AutoAnswer = true });
        var once = new DialRequest(DialTarget.User("102") with { MaxCalls = 1 });
        var first = await exchange.Switch.DialAsync(once).WaitAsync(Patience);
        var second = await exchange.Switch.DialAsync(once).WaitAsync(Patience);

        Assert.Equal((true, HangupCause.UserBusy), (first.IsAnswered, second.Cause));
        await first.Leg!.HangupAsync();
        Assert.True((await exchange.Switch.DialAsync(once).WaitAsync(Patience)).IsAnswered);
        await bob.WaitForCallAsync().WaitAsync(Patience);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(180)]
    public async Task A_phone_that_never_ends_its_invite_does_not_hold_the_dial_up(int status)
    {
        await using var exchange = await TestExchange.StartAsync();
        var phone = new WirePhone(exchange);
        var dial = exchange.Switch.DialAsync(new DialRequest(DialTarget.Contact(phone.Uri)) { RingTimeout = TimeSpan.FromMilliseconds(300) });
        var invite = await phone.ReceiveAsync(SipMethod.Invite);
        if (status > 0)
        {
            await phone.RespondAsync(invite, status);
        }
        var result = await dial.WaitAsync(Patience);

        Assert.Equal((HangupCause.NoAnswer, status > 0), (result.Cause, result.Attempts.Single().HasRung));
        if (status > 0)
        {
            // Its answer comes after all: it is a call for the phone, which is ended as one.
            await phone.ReceiveAsync(SipMethod.Cancel);
            await phone.RespondAsync(invite, 200, phone.Sdp);
            await phone.ReceiveAsync(SipMethod.Ack);
            await phone.ReceiveAsync(SipMethod.Bye);
        }
    }

    [Fact]
    public async Task A_program_takes_a_dial_back()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (first, second) = (await exchange.RegisteredAsync("102"), await exchange.RegisteredAsync("102"));
        using var stop = new CancellationTokenSource();
        var dial = exchange.Switch.DialAsync(new DialRequest(DialTarget.User("102")), stop.Token);
        var atFirst = await first.WaitForCallAsync().WaitAsync(Patience);
        var atSecond = await second.WaitForCallAsync().WaitAsync(Patience);
        await stop.CancelAsync();

        Assert.Equal(HangupCause.OriginatorCancel, (await dial.WaitAsync(Patience)).Cause);
        Assert.Equal(SessionEndKind.RemoteCancel, (await atFirst.WaitForHangupAsync().WaitAsync(Patience)).Kind);
        Assert.Equal(SessionEndKind.RemoteCancel, (await atSecond.WaitForHangupAsync().WaitAsync(Patience)).Kind);
    }

    [Fact]
    public async Task What_a_program_does_before_the_bridge_is_heard_by_the_called_party_alone_and_may_refuse()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102", options => options with { AutoAnswer = true }));
        var (results, after) = (new TaskCompletionSource<(DialResult, DialResult)>(), new TaskCompletionSource<Call>());
        exchange.Switch.OnCall("700", async call =>
        {
            var refused = await call.DialAsync(new DialRequest(DialTarget.User("102")) { BeforeConnect = leg => leg.HangupAsync(HangupCause.Declined) });
            var taken = await call.DialAsync(new DialRequest(DialTarget.User("102"))
            {
                BeforeConnect = leg => leg.Audio.PlayAsync(new Media.Tones.ToneSource(600, duration: TimeSpan.FromMilliseconds(500))),
                AfterConnect = leg =>
                {
                    after.SetResult(leg);
                    return Task.CompletedTask;
                },
            });
            results.SetResult((refused, taken));
            await call.WaitForHangupAsync();
        });
        var call = await alice.CallAsync("700");
        var refusedCall = await bob.WaitForCallAsync().WaitAsync(Patience);
        await refusedCall.WaitForHangupAsync().WaitAsync(Patience);
        var taken = await bob.WaitForCallAsync().WaitAsync(Patience);
        await TestExchange.HearsAsync(taken, 600);
        Assert.Equal(PhoneCallState.Ringing, call.State);
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(Patience));
        var (first, second) = await results.Task.WaitAsync(Patience);

        Assert.Equal((HangupCause.Declined, true), (first.Cause, second.IsAnswered));
        Assert.Same(second.Leg, await after.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_caller_who_leaves_takes_the_one_who_answered_along_even_before_the_bridge()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102", options => options with { AutoAnswer = true }));
        var result = new TaskCompletionSource<DialResult>();
        exchange.Switch.OnCall("700", async call => result.SetResult(await call.DialAsync(new DialRequest(DialTarget.User("102"))
        {
            BeforeConnect = leg => leg.WaitForHangupAsync(),
        })));
        var call = await alice.CallAsync("700");
        var atBob = await bob.WaitForCallAsync().WaitAsync(Patience);
        await call.HangupAsync();
        await atBob.WaitForHangupAsync().WaitAsync(Patience);

        Assert.Equal(HangupCause.OriginatorCancel, (await result.Task.WaitAsync(Patience)).Cause);
        await exchange.UntilAsync(state => state.Channels.Count == 0);
    }

    [Fact]
    public async Task Requests_that_make_no_sense_are_refused_at_once()
    {
        await using var exchange = await TestExchange.StartAsync();
        var target = DialTarget.User("102");
        Assert.Throws<ArgumentException>(() => new DialRequest());
        Assert.Throws<ArgumentException>(() => DialTarget.Contact(SipUri.Parse("tel:+4930")));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => exchange.Switch.DialAsync(new DialRequest(target) { RingTimeout = TimeSpan.Zero }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => exchange.Switch.DialAsync(new DialRequest(target) { CallerId = new CallerId("1", Host: "a b") }));
        await Assert.ThrowsAsync<ArgumentException>(() => exchange.Switch.DialAsync(new DialRequest(target) { Codecs = [] }));
        await Assert.ThrowsAsync<ArgumentException>(() => exchange.Switch.DialAsync(new DialRequest(target) { Headers = [("Call-ID", "1")] }));
        await Assert.ThrowsAsync<ArgumentException>(() => exchange.Switch.DialAsync(new DialRequest(target) { Headers = [("X-A", "a\r\nb")] }));
        Assert.Equal(HangupCause.UnallocatedNumber, (await exchange.Switch.DialAsync(new DialRequest(DialTarget.User("999"))).WaitAsync(Patience)).Cause);
    }

    [Fact]
    public async Task A_caller_who_leaves_ends_the_sequence_and_meanwhile_nobody_dials_for_it_a_second_time()
    {
        await using var exchange = await TestExchange.StartAsync();
        var bob = await exchange.RegisteredAsync("102");
        await exchange.RegisteredAsync("103");
        var second = new TaskCompletionSource<Exception?>();
        var done = new TaskCompletionSource<DialResult>();
        exchange.Switch.OnCall("700", async call =>
        {
            var dial = call.DialAsync(new DialRequest(DialTarget.User("102"), DialTarget.User("103")) { Order = DialOrder.Sequence });
            second.SetResult(await Record.ExceptionAsync(() => call.DialAsync(new DialRequest(DialTarget.User("103")))));
            done.SetResult(await dial);
        });
        var call = await (await exchange.RegisteredAsync("101")).CallAsync("700");
        await bob.WaitForCallAsync().WaitAsync(Patience);
        Assert.IsType<InvalidOperationException>(await second.Task.WaitAsync(Patience));
        await call.HangupAsync();
        var result = await done.Task.WaitAsync(Patience);

        Assert.Equal(HangupCause.OriginatorCancel, result.Cause);
        Assert.Equal("102", Assert.Single(result.Attempts).Target.Number);
        await exchange.AssertNothingIsKeptAsync();
    }
}
