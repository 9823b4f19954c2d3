using Tandem.Media;
using Tandem.Media.Playing;
using Tandem.Media.Tones;

namespace Tandem.Switch.Tests.Calls;

/// <summary>What a program does with the audio of its call.</summary>
public sealed class CallAudioTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Fact]
    public async Task A_program_reads_along_what_is_said_and_pauses_what_it_plays()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (paused, heard, ended) = (new TaskCompletionSource(), new TaskCompletionSource<double>(), new TaskCompletionSource<(bool, PlayEndReason)>());
        exchange.Switch.OnCall("700", async call =>
        {
            await call.AnswerAsync();
            var sink = new LiveSink();
            call.Audio.Listen(sink);
            await foreach (var frame in sink.ReadAllAsync())
            {
                if (ToneDetector.Measure(frame.Span) is { Share: > 0.9 } tone)
                {
                    heard.SetResult(tone.Frequency);
                    break;
                }
            }
            call.Audio.StopListening(sink);
            // Far shorter than the digits that are pressed meanwhile.
            var play = call.Audio.PlayAsync(new ToneSource(610, duration: TimeSpan.FromMilliseconds(40)));
            call.Audio.PausePlay();
            paused.SetResult();
            await call.WaitForDigitsAsync("12", Patience);
            var wasOver = play.IsCompleted;
            call.Audio.ResumePlay();
            ended.SetResult((wasOver, await play));
        });
        var phone = await (await exchange.RegisteredAsync("101")).CallAsync("700");
        Assert.Equal(200, await phone.WaitForAnswerAsync().WaitAsync(Patience));
        phone.Play(new ToneSource(400));
        Assert.InRange(await heard.Task.WaitAsync(Patience), 390, 410);

        await paused.Task.WaitAsync(Patience);
        phone.SendDigits("12");
        Assert.Equal((false, PlayEndReason.Completed), await ended.Task.WaitAsync(Patience));
    }
}
