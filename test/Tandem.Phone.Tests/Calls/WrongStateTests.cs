using Microsoft.Extensions.Logging;
using Tandem.Media.Tones;
using Tandem.Phone.Calls;
using Tandem.Sip.Sdp;

namespace Tandem.Phone.Tests.Calls;

/// <summary>Members in states that they are not for: they say so, and nothing is logged as failed.</summary>
public sealed class WrongStateTests
{
    [Fact]
    public async Task Before_the_answer_a_call_cannot_be_held_resumed_or_transferred()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.RingAsync();
        foreach (var call in new[] { outgoing, incoming })
        {
            Assert.False(await call.HoldAsync().Soon());
            Assert.False(await call.ResumeAsync().Soon());
            Assert.Equal(481, await call.TransferAsync("103").Soon());
            call.Play(new ToneSource(440));
        }

        Assert.True(await incoming.AnswerAsync().Soon());
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().Soon());
        await outgoing.HearsAsync(440);
        await incoming.HearsAsync(440);
    }

    [Fact]
    public async Task A_call_of_ours_is_not_ours_to_answer_or_refuse()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.RingAsync();
        Assert.False(await outgoing.AnswerAsync().Soon());
        await outgoing.RejectAsync().Soon();
        Assert.Equal(PhoneCallState.Ringing, outgoing.State);

        Assert.True(await incoming.AnswerAsync().Soon());
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().Soon());
        Assert.False(await outgoing.AnswerAsync().Soon());
    }

    [Fact]
    public async Task An_answered_call_is_answered_and_cannot_be_refused()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.TalkAsync();
        Assert.True(await incoming.AnswerAsync().Soon());
        await incoming.RejectAsync().Soon();

        Assert.Equal((PhoneCallState.Talking, PhoneCallState.Talking), (outgoing.State, incoming.State));
        await PhonePair.HearEachOtherAsync(outgoing, incoming);
    }

    [Fact]
    public async Task After_the_end_nothing_is_done_and_nothing_fails()
    {
        using var log = new FailureLog();
        await using var far = new SipPhone(PhonePair.Options() with { AutoAnswer = true }, loggers: log);
        await using var phone = new SipPhone(PhonePair.Options("alice") with { Server = far.EndPoint }, loggers: log);
        var outgoing = await phone.CallAsync("bob").Soon();
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().Soon());
        var incoming = await far.WaitForCallAsync().Soon();
        await outgoing.HangupAsync().Soon();
        await incoming.WaitForHangupAsync().Soon();

        foreach (var call in new[] { outgoing, incoming })
        {
            await AssertOverAsync(call);
        }
        Assert.Empty(log.Failures);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(299)]
    [InlineData(700)]
    public async Task What_is_no_refusal_refuses_nothing(int status)
    {
        await using var phones = PhonePair.Create();
        var (_, incoming) = await phones.RingAsync();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => incoming.RejectAsync(status));

        Assert.Equal(PhoneCallState.Ringing, incoming.State);
    }

    [Fact]
    public async Task What_is_no_hold_and_no_sound_is_refused()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, _) = await phones.TalkAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => outgoing.HoldAsync(SdpDirection.SendReceive));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => outgoing.HoldAsync(SdpDirection.ReceiveOnly));
        Assert.Throws<ArgumentNullException>(() => outgoing.Play(null!));
        Assert.Throws<ArgumentNullException>(() => outgoing.Listen(null!));
    }

    /// <summary>Every member of a call that is over answers, at once.</summary>
    internal static async Task AssertOverAsync(PhoneCall call)
    {
        Assert.Equal(PhoneCallState.Ended, call.State);
        Assert.False(await call.AnswerAsync().Soon());
        await call.RejectAsync().Soon();
        await call.HangupAsync().Soon();
        Assert.False(await call.HoldAsync().Soon());
        Assert.False(await call.ResumeAsync().Soon());
        Assert.Equal(481, await call.TransferAsync("103").Soon());
        call.Play(new ToneSource(440));
        call.Listen(new ToneDetector());
        call.SendDigits("1");
        await call.ReplacesAsync().Soon();
        await call.WaitForHangupAsync().Soon();
        await call.WaitForAnswerAsync().Soon();
        await Assert.ThrowsAsync<InvalidOperationException>(() => call.ReadDigitAsync().Soon());
    }

    private sealed class FailureLog : ILoggerFactory, ILogger
    {
        public List<string> Failures { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Failures)
            {
                Failures.Add(formatter(state, exception) + exception);
            }
        }

        public void Dispose()
        {
        }
    }
}
