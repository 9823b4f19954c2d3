using System.Collections.Concurrent;
using Tandem.Media;
using Tandem.Media.Tones;
using Tandem.Media.Wave;
using Tandem.Pbx.Model;
using Tandem.Phone;
using Tandem.Phone.Calls;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Switch.Calls;
using Tandem.Switch.Routing;

namespace Tandem.Switch.Tests.Calls;

public sealed class CallApiTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Fact]
    public async Task Waiting_for_two_keys_and_hash_finds_the_last_ones()
    {
        await using var exchange = await TestExchange.StartAsync();
        var first = new TaskCompletionSource<DigitsResult>();
        var second = new TaskCompletionSource<DigitsResult>();
        exchange.Switch.OnCall("700", async call =>
        {
            await call.AnswerAsync();
            first.SetResult(await call.WaitForDigitsAsync("[0-9A-D*#]{2}#", TimeSpan.FromSeconds(4)));
            second.SetResult(await call.WaitForDigitsAsync("[0-9A-D*#]{2}#", Patience));
            await call.WaitForHangupAsync();
        });
        var phone = await CallAsync(exchange, "700");
        phone.SendDigits("123456");
        Assert.Equal(new DigitsResult(DigitsOutcome.TimedOut, ""), await first.Task.WaitAsync(Patience));
        phone.SendDigits("7#");

        Assert.Equal(new DigitsResult(DigitsOutcome.Matched, "67#"), await second.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task Three_waits_for_a_digit_after_two_give_both_and_then_time_out()
    {
        await using var exchange = await TestExchange.StartAsync();
        var results = new TaskCompletionSource<DigitsResult[]>();
        var ready = new TaskCompletionSource();
        exchange.Switch.OnCall("700", async call =>
        {
            await call.AnswerAsync();
            await ready.Task;
            results.SetResult(
            [
                await call.WaitForDigitsAsync("[0-9]", TimeSpan.FromMilliseconds(100)),
                await call.WaitForDigitsAsync("[0-9]", TimeSpan.FromMilliseconds(100)),
                await call.WaitForDigitsAsync("[0-9]", TimeSpan.FromMilliseconds(100)),
            ]);
        });
        var pressed = new ConcurrentQueue<string?>();
        exchange.Switch.CallHappened += callEvent =>
        {
            if (callEvent.Kind == CallEventKind.Digit)
            {
                pressed.Enqueue(callEvent.Detail);
                if (pressed.Count == 2)
                {
                    ready.SetResult();
                }
            }
        };
        var phone = await CallAsync(exchange, "700");
        phone.SendDigits("12");

        Assert.Equal([("1", true), ("2", true), ("", false)], (await results.Task.WaitAsync(Patience)).Select(result => (result.Digits, result.IsMatch)));
    }

    [Fact]
    public async Task A_wait_ends_with_its_call_and_only_one_waits_at_a_time()
    {
        await using var exchange = await TestExchange.StartAsync();
        var outcome = new TaskCompletionSource<(bool Refused, DigitsResult Result)>();
        var waiting = new TaskCompletionSource();
        exchange.Switch.OnCall("700", async call =>
        {
            await call.AnswerAsync();
            var wait = call.WaitForDigitsAsync("9", Patience);
            var refused = await Record.ExceptionAsync(() => call.WaitForDigitsAsync("8")) is InvalidOperationException;
            waiting.SetResult();
            outcome.SetResult((refused, await wait));
        });
        var phone = await CallAsync(exchange, "700");
        await waiting.Task.WaitAsync(Patience);
        await phone.HangupAsync();

        Assert.Equal((true, new DigitsResult(DigitsOutcome.CallEnded, "")), await outcome.Task.WaitAsync(Patience));
    }

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
        var echo = await CallAsync(exchange, "600");
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
    public async Task A_wav_file_is_heard_and_what_the_caller_says_is_recorded()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("tandem-call-").FullName;
        try
        {
            var (prompt, recording) = (Path.Combine(folder, "prompt.wav"), Path.Combine(folder, "said.wav"));
            var samples = new short[8000];
            new ToneSource(600).Read(samples);
            WaveWriter.Write(prompt, new PcmAudio(8000, samples));
            await using var exchange = await TestExchange.StartAsync();
            var results = new TaskCompletionSource<(PlayEndReason Played, TimeSpan Recorded)>();
            exchange.Switch.OnCall("700", async call =>
            {
                await call.AnswerAsync();
                var played = await call.Audio.PlayAsync(prompt);
                results.SetResult((played, await call.Audio.RecordAsync(recording, TimeSpan.FromSeconds(1))));
            });
            var phone = await CallAsync(exchange, "700");
            phone.Play(new ToneSource(440));
            Assert.True(await HearsAsync(phone, 600));
            var (reason, duration) = await results.Task.WaitAsync(Patience);

            Assert.Equal(PlayEndReason.Completed, reason);
            Assert.Equal(TimeSpan.FromSeconds(1), duration);
            var tone = ToneDetector.Measure(WaveReader.Read(recording).Samples.Span);
            Assert.InRange(tone.Frequency, 435, 445);
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Playing_a_file_that_is_none_says_so()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "this is no sound");
            await using var exchange = await TestExchange.StartAsync();
            var failure = new TaskCompletionSource<Exception?>();
            exchange.Switch.OnCall("700", async call =>
            {
                await call.AnswerAsync();
                failure.SetResult(await Record.ExceptionAsync(() => call.Audio.PlayAsync(file)));
            });
            await CallAsync(exchange, "700");

            Assert.Contains("WAV", Assert.IsType<InvalidDataException>(await failure.Task.WaitAsync(Patience)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_call_can_have_audio_before_it_is_answered()
    {
        await using var exchange = await TestExchange.StartAsync();
        var answer = new TaskCompletionSource();
        exchange.Switch.OnCall("700", async call =>
        {
            await call.AnswerAsync(early: true);
            await answer.Task;
            await call.AnswerAsync();
            await call.WaitForHangupAsync();
        });
        var phone = await (await exchange.RegisteredAsync("101")).CallAsync("700");
        await phone.WaitForRingingAsync().WaitAsync(Patience);
        Assert.Equal(PhoneCallState.Ringing, phone.State);
        answer.SetResult();

        Assert.Equal(200, await phone.WaitForAnswerAsync().WaitAsync(Patience));
    }

    [Theory]
    [InlineData("101", AuthenticationResult.Accepted)]
    [InlineData("nobody", AuthenticationResult.Refused)]
    public async Task A_program_can_make_a_caller_prove_who_it_is(string user, AuthenticationResult expected)
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { AnonymousNumbers = [NumberPattern.Parse("700")] });
        var result = new TaskCompletionSource<(AuthenticationResult Result, string? Caller)>();
        exchange.Switch.OnCall("700", async call =>
        {
            var authentication = await call.AuthenticateAsync();
            if (authentication == AuthenticationResult.Accepted)
            {
                await call.AnswerAsync();
            }
            result.SetResult((authentication, call.Caller.Number));
            await call.WaitForHangupAsync();
        });
        var phone = await exchange.Phone("101", options => options with { User = user }).CallAsync("700");

        Assert.Equal((expected, user), await result.Task.WaitAsync(Patience));
        Assert.Equal(expected == AuthenticationResult.Accepted ? 200 : 403, await phone.WaitForAnswerAsync().WaitAsync(Patience));
        if (expected == AuthenticationResult.Accepted)
        {
            await exchange.UntilAsync(state => state.Channels.Single().Calling.Name == "Phone 101");
            Assert.Equal(ExtensionStatus.Busy, exchange.Extension("101").Status);
        }
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
        var phone = await CallAsync(exchange, "700");
        var incoming = await bob.WaitForCallAsync().WaitAsync(Patience);
        incoming.Play(new ToneSource(880));
        Assert.True(await HearsAsync(phone, 880));
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
        var phone = await CallAsync(exchange, "700");
        phone.SendDigits("5");
        await exchange.UntilAsync(state => state.Channels.Count == 1);
        await phone.HangupAsync();
        await ended.Task.WaitAsync(Patience);

        Assert.Equal([CallEventKind.Ringing, CallEventKind.Answered, CallEventKind.Ended], own.Where(kind => kind is not (CallEventKind.New or CallEventKind.Digit)));
        Assert.Equal(CallEventKind.New, all.First());
        Assert.Equal(CallEventKind.Ended, all.Last());
    }

    private static async Task<PhoneCall> CallAsync(TestExchange exchange, string number)
    {
        var phone = await exchange.RegisteredAsync("101");
        var call = await phone.CallAsync(number);
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(Patience));
        return call;
    }

    private static async Task<bool> HearsAsync(PhoneCall call, double frequency)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!(call.Heard.TryMeasure(out var tone) && Math.Abs(tone.Frequency - frequency) < 10 && tone.Share > 0.8))
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
        return true;
    }
}
