using Tandem.Media;
using Tandem.Media.Tones;
using Tandem.Media.Wave;
using Tandem.Switch.Calls;

namespace Tandem.Switch.Applications;

/// <summary>
/// Answers, asks for an extension, and connects the caller with it; says by a busy tone that nobody answered there, and asks again.
/// Digits may be pressed while it still asks.
/// </summary>
/// <param name="options">Settings; the defaults where null.</param>
public sealed class AutoAttendant(AutoAttendantOptions? options = null)
{
    /// <summary>The application's name, as the model shows it.</summary>
    public const string Name = "auto attendant";

    private const int SampleRate = 8000;
    private const double BusyFrequency = 425;

    private static readonly TimeSpan BusyCadence = TimeSpan.FromMilliseconds(480);

    private readonly AutoAttendantOptions _options = options ?? new AutoAttendantOptions();

    /// <summary>Runs the application on a call; for <see cref="SipSwitch.OnCall"/>.</summary>
    /// <exception cref="IOException">The prompt cannot be read.</exception>
    /// <exception cref="InvalidDataException">The prompt is no WAV file that can be played.</exception>
    public async Task RunAsync(Call call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var prompt = await LoadPromptAsync().ConfigureAwait(false);
        if (!await call.AnswerAsync().ConfigureAwait(false))
        {
            return;
        }
        for (var attempt = 0; attempt < _options.MaxAttempts && !call.IsEnded; attempt++)
        {
            var asked = await AskAsync(call, prompt).ConfigureAwait(false);
            if (asked.IsMatch && await call.DialAsync(asked.Digits, _options.RingTimeout).ConfigureAwait(false) is null)
            {
                return;
            }
            if (!call.IsEnded)
            {
                await call.Audio.PlayAsync(new SampleSource(BusyTone())).ConfigureAwait(false);
            }
        }
    }

    private async Task<DigitsResult> AskAsync(Call call, PcmAudio prompt)
    {
        using var answered = new CancellationTokenSource();
        var playing = call.Audio.PlayAsync(new SampleSource(prompt), answered.Token);
        // The caller has its time from the end of the prompt on.
        var patience = prompt.Duration + _options.DigitTimeout;
        var asked = await call.WaitForDigitsAsync(_options.Digits, patience).ConfigureAwait(false);
        await answered.CancelAsync().ConfigureAwait(false);
        await playing.ConfigureAwait(false);
        await call.ClearDigitsAsync().ConfigureAwait(false);
        return asked;
    }

    private async Task<PcmAudio> LoadPromptAsync() => _options.PromptPath is { } path
        ? WaveReader.Parse(await File.ReadAllBytesAsync(path).ConfigureAwait(false))
        : new PcmAudio(SampleRate, (short[])[.. Tone(440, 0.2), .. Tone(554, 0.2), .. Tone(659, 0.4)]);

    private static short[] BusyTone()
    {
        var seconds = BusyCadence.TotalSeconds;
        var silence = new short[(int)(seconds * SampleRate)];
        return [.. Tone(BusyFrequency, seconds), .. silence, .. Tone(BusyFrequency, seconds), .. silence, .. Tone(BusyFrequency, seconds)];
    }

    private static short[] Tone(double frequency, double seconds)
    {
        var samples = new short[(int)(seconds * SampleRate)];
        new ToneSource(frequency, 0.3).Read(samples);
        return samples;
    }
}
