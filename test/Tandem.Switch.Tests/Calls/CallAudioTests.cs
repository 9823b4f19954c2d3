using Tandem.Media;
using Tandem.Media.Playing;
using Tandem.Media.Tones;
using Tandem.Media.Wave;
using Tandem.Phone.Calls;

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
        var phone = await exchange.AnsweredAsync("700");
        phone.Play(new ToneSource(400));
        Assert.InRange(await heard.Task.WaitAsync(Patience), 390, 410);

        await paused.Task.WaitAsync(Patience);
        phone.SendDigits("12");
        Assert.Equal((false, PlayEndReason.Completed), await ended.Task.WaitAsync(Patience));
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
            var phone = await exchange.AnsweredAsync("700");
            phone.Play(new ToneSource(440));
            await TestExchange.HearsAsync(phone, 600);
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
            await exchange.AnsweredAsync("700");

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
}
