using System.Collections.Concurrent;
using Tandem.Media.Tones;
using Tandem.Pbx.Model;
using Tandem.Phone.Calls;
using Tandem.Sip.Dialogs;
using Tandem.Switch.Calls;

namespace Tandem.Switch.Tests.Calls;

public sealed class CallApiTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Theory]
    [InlineData(false, 500)]
    [InlineData(true, 200)]
    public async Task A_handler_that_throws_ends_its_call_and_harms_no_other(bool answersFirst, int status)
    {
        await using var exchange = await TestExchange.StartAsync();
        exchange.Switch.OnCall("700", async call =>
        {
            if (answersFirst)
            {
                await call.AnswerAsync();
            }
            throw new InvalidOperationException("a bug of the application");
        });
        var echo = await exchange.AnsweredAsync("600");
        var phone = await (await exchange.RegisteredAsync("102")).CallAsync("700");

        Assert.Equal(status, await phone.WaitForAnswerAsync().WaitAsync(Patience));
        Assert.Equal(answersFirst ? SessionEndKind.RemoteBye : SessionEndKind.Rejected, (await phone.WaitForHangupAsync().WaitAsync(Patience)).Kind);
        Assert.Equal(PhoneCallState.Talking, echo.State);
    }

    [Fact]
    public async Task The_invite_is_readable_and_responses_carry_headers_of_the_program()
    {
        await using var exchange = await TestExchange.StartAsync();
        var seen = new TaskCompletionSource<(string? Agent, string? To, bool HasBody)>();
        exchange.Switch.OnCall("700", async call =>
        {
            seen.SetResult((call.Invite.UserAgent, call.Invite.To?.Uri.User, !call.Invite.Body.IsEmpty));
            Assert.Throws<ArgumentException>(() => call.AddResponseHeader("X-Evil", "a\r\nInjected: b"));
            call.AddResponseHeader("X-Ticket", "4711");
            await call.RingAsync();
            await call.HangupAsync(HangupCause.UserBusy);
        });
        var phone = await (await exchange.RegisteredAsync("101")).CallAsync("700");
        var end = await phone.WaitForHangupAsync().WaitAsync(Patience);

        Assert.Equal(("Tandem Phone", "700", true), await seen.Task.WaitAsync(Patience));
        Assert.Equal((486, "4711"), (end.StatusCode, end.Message!.Get("X-Ticket")));
    }

    [Fact]
    public async Task A_program_dials_on_and_goes_on_when_nobody_answers()
    {
        await using var exchange = await TestExchange.StartAsync();
        var bob = await exchange.RegisteredAsync("102", options => options with { AutoAnswer = true });
        var outcomes = new ConcurrentQueue<HangupCause?>();
        exchange.Switch.OnCall("700", async call =>
        {
            await call.AnswerAsync();
            foreach (var number in (string[])["999", "103", "102"])
            {
                outcomes.Enqueue(await call.DialAsync(number));
            }
        });
        var phone = await exchange.AnsweredAsync("700");
        var incoming = await bob.WaitForCallAsync().WaitAsync(Patience);
        incoming.Play(new ToneSource(880));
        await TestExchange.HearsAsync(phone, 880);
        await phone.HangupAsync();
        await incoming.WaitForHangupAsync().WaitAsync(Patience);
        await exchange.UntilAsync(state => state.Channels.Count == 0);

        Assert.Equal([HangupCause.UnallocatedNumber, HangupCause.UserNotRegistered], outcomes.Take(2));
    }

    [Fact]
    public async Task Events_come_in_order_on_the_call_and_for_all()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (own, all) = (new ConcurrentQueue<CallEventKind>(), new ConcurrentQueue<CallEventKind>());
        var ended = new TaskCompletionSource();
        exchange.Switch.CallHappened += _ => throw new InvalidOperationException("a broken listener");
        exchange.Switch.CallHappened += callEvent =>
        {
            all.Enqueue(callEvent.Kind);
            if (callEvent.Kind == CallEventKind.Ended)
            {
                ended.SetResult();
            }
        };
        exchange.Switch.OnCall("700", async call =>
        {
            call.Happened += callEvent => own.Enqueue(callEvent.Kind);
            await call.RingAsync();
            await call.AnswerAsync();
            await call.WaitForHangupAsync();
        });
        var phone = await exchange.AnsweredAsync("700");
        phone.SendDigits("5");
        await exchange.UntilAsync(state => state.Channels.Count == 1);
        await phone.HangupAsync();
        await ended.Task.WaitAsync(Patience);

        Assert.Equal([CallEventKind.Ringing, CallEventKind.Answered, CallEventKind.Ended], own.Where(kind => kind is not (CallEventKind.New or CallEventKind.Digit)));
        Assert.Equal(CallEventKind.New, all.First());
        Assert.Equal(CallEventKind.Ended, all.Last());
    }
}
