using Tandem.Media.Tones;
using Tandem.Pbx.Model;
using Tandem.Pbx.Outbox;
using Tandem.Phone.Calls;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Testing;
using Tandem.Switch.Tests.Calls.Transfers;

namespace Tandem.Switch.Tests.Calls;

/// <summary>A call that nobody hears any more, or that never ends, is ended. The exchange's clock is moved by hand; media runs on real time.</summary>
public sealed class CallLimitTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task A_phone_that_sends_no_audio_ends_the_call_with_a_cause_of_its_own()
    {
        await using var exchange = await TestExchange.StartAsync(clock: _clock);
        using var history = exchange.Switch.Model.Outbox.Subscribe("test");
        var (outgoing, incoming) = await TalkingAsync(exchange);
        outgoing.Play(new ToneSource(440));
        await TestExchange.HearsAsync(incoming, 440);
        await MoveAsync(exchange, 61);

        var end = await incoming.WaitForHangupAsync().WaitAsync(Patience);
        Assert.Equal(SessionEndKind.RemoteBye, end.Kind);
        Assert.Equal("Q.850;cause=102;text=\"media_timeout\"", end.Reason);
        Assert.Equal(HangupCause.MediaTimeout, await CauseAsync(history));
    }

    [Fact]
    public async Task A_call_with_audio_both_ways_goes_on()
    {
        await using var exchange = await TestExchange.StartAsync(clock: _clock);
        var (outgoing, incoming) = await TalkingAsync(exchange);
        outgoing.Play(new ToneSource(440));
        incoming.Play(new ToneSource(880));
        for (var minute = 0; minute < 5; minute++)
        {
            await ReceivesAsync(outgoing);
            await ReceivesAsync(incoming);
            await MoveAsync(exchange, 59);
        }

        Assert.Equal((PhoneCallState.Talking, PhoneCallState.Talking), (outgoing.State, incoming.State));
    }

    [Fact]
    public async Task Hold_may_be_silent_for_any_time_and_resuming_starts_the_time_anew()
    {
        await using var exchange = await TestExchange.StartAsync(clock: _clock);
        var (outgoing, incoming) = await TalkingAsync(exchange);
        await MoveAsync(exchange, 50);
        Assert.True(await outgoing.HoldAsync().WaitAsync(Patience));
        await MoveAsync(exchange, 600);
        Assert.True(await outgoing.ResumeAsync().WaitAsync(Patience));
        await MoveAsync(exchange, 50);
        Assert.Equal((PhoneCallState.Talking, PhoneCallState.Talking), (outgoing.State, incoming.State));
        await MoveAsync(exchange, 11);

        Assert.Equal(SessionEndKind.RemoteBye, (await outgoing.WaitForHangupAsync().WaitAsync(Patience)).Kind);
    }

    [Fact]
    public async Task A_call_ends_when_it_has_lasted_as_long_as_a_call_may()
    {
        await using var exchange = await TestExchange.StartAsync(
            options => options with { MediaTimeout = TimeSpan.Zero, MaxCallDuration = TimeSpan.FromMinutes(5) }, clock: _clock);
        using var history = exchange.Switch.Model.Outbox.Subscribe("test");
        var (outgoing, incoming) = await TalkingAsync(exchange);
        await MoveAsync(exchange, 299);
        Assert.Equal(PhoneCallState.Talking, incoming.State);
        await MoveAsync(exchange, 2);

        var ends = await Task.WhenAll(outgoing.WaitForHangupAsync(), incoming.WaitForHangupAsync()).WaitAsync(Patience);
        Assert.Contains("Q.850;cause=31;text=\"max_duration\"", ends.Select(end => end.Reason));
        Assert.Equal(HangupCause.MaxDuration, await CauseAsync(history));
    }

    [Fact]
    public async Task Zero_is_no_limit()
    {
        await using var exchange = await TestExchange.StartAsync(
            options => options with { MediaTimeout = TimeSpan.Zero, MaxCallDuration = TimeSpan.Zero, SessionTimers = null }, clock: _clock);
        var (outgoing, incoming) = await TalkingAsync(exchange);
        await MoveAsync(exchange, 100_000);

        Assert.Equal((PhoneCallState.Talking, PhoneCallState.Talking), (outgoing.State, incoming.State));
    }

    [Fact]
    public async Task A_caller_whom_a_program_never_answers_is_let_go_after_half_an_hour()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { MaxCallDuration = TimeSpan.Zero }, clock: _clock);
        var ended = new TaskCompletionSource<HangupCause>();
        exchange.Switch.OnCall("700", async call =>
        {
            await call.RingAsync();
            ended.SetResult(await call.WaitForHangupAsync());
        });
        var call = await (await exchange.RegisteredAsync("101")).CallAsync("700");
        await call.WaitForRingingAsync().WaitAsync(Patience);
        await MoveAsync(exchange, 1790);
        Assert.False(ended.Task.IsCompleted);
        await MoveAsync(exchange, 20);

        Assert.Equal(HangupCause.NoAnswer, await ended.Task.WaitAsync(Patience));
        Assert.Equal(480, await call.WaitForAnswerAsync().WaitAsync(Patience));
    }

    private static async Task<(PhoneCall Outgoing, PhoneCall Incoming)> TalkingAsync(TestExchange exchange) =>
        await exchange.ConnectAsync(await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"));

    // The exchange has looked at its calls when it has done what was due: a look takes place at each second that the clock moved past.
    private async Task MoveAsync(TestExchange exchange, int seconds)
    {
        for (var second = 0; second < seconds; second += 10)
        {
            _clock.Advance(TimeSpan.FromSeconds(Math.Min(10, seconds - second)));
            await exchange.SettleAsync();
        }
    }

    private static async Task ReceivesAsync(PhoneCall call)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var before = call.Statistics.PacketsReceived;
        while (call.Statistics.PacketsReceived <= before)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    private static async Task<HangupCause?> CauseAsync(OutboxConsumer history)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            foreach (var entry in await history.ReadAsync(cancellationToken: patience.Token))
            {
                if (entry.Kind == OutboxEntryKind.Ended)
                {
                    return entry.Conversation.HangupCause;
                }
                history.Acknowledge(entry.Number);
            }
        }
    }
}
