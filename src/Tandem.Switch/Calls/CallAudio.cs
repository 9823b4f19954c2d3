using Tandem.Media;
using Tandem.Media.Wave;

namespace Tandem.Switch.Calls;

/// <summary>The audio of a <see cref="Call"/>. There is none before the call is answered, early or in full.</summary>
public sealed class CallAudio
{
    private readonly Call _call;

    internal CallAudio(Call call) => _call = call;

    private MediaChannel Media => _call.Media ?? throw new InvalidOperationException("The call has no audio before it is answered.");

    /// <summary>Sends the caller its own voice back, telephone events included, until the call is bridged or over.</summary>
    /// <exception cref="InvalidOperationException">The call was never answered.</exception>
    public void Echo() => Media.Echo();

    /// <summary>Plays a WAV file (16-bit linear PCM, 8 kHz, mono), in place of what plays.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Why it ended.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no such WAV file; the message says why.</exception>
    /// <exception cref="InvalidOperationException">The call was never answered.</exception>
    public async Task<PlayEndReason> PlayAsync(string path, CancellationToken cancellationToken = default)
    {
        var file = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        return await PlayAsync(new SampleSource(WaveReader.Parse(file)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Plays a source, in place of what plays.</summary>
    /// <param name="source">The source.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Why it ended.</returns>
    /// <exception cref="InvalidOperationException">The call was never answered.</exception>
    public async Task<PlayEndReason> PlayAsync(AudioSource source, CancellationToken cancellationToken = default)
    {
        var media = Media;
        var ended = new TaskCompletionSource<PlayEndReason>(TaskCreationOptions.RunContinuationsAsynchronously);
        media.PlayEnded += OnEnded;
        try
        {
            media.Play(source);
            if (_call.IsEnded)
            {
                return PlayEndReason.ChannelClosed;
            }
            using var stopping = cancellationToken.Register(media.StopPlay);
            return await ended.Task.ConfigureAwait(false);
        }
        finally
        {
            media.PlayEnded -= OnEnded;
        }

        void OnEnded(MediaChannel channel, AudioSource played, PlayEndReason reason)
        {
            if (played == source)
            {
                ended.TrySetResult(reason);
            }
        }
    }

    /// <summary>Records what the caller says to a WAV file (16-bit linear PCM, 8 kHz, mono) until it is stopped or the call is over.</summary>
    /// <param name="path">The file; one of that name is replaced.</param>
    /// <param name="maxDuration">Most audio to record; no limit where null.</param>
    /// <param name="cancellationToken">Stops the recording; what there is stays.</param>
    /// <returns>How much was recorded; the file is complete and closed then.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The call was never answered.</exception>
    public async Task<TimeSpan> RecordAsync(string path, TimeSpan? maxDuration = null, CancellationToken cancellationToken = default)
    {
        var media = Media;
        var recorder = new WaveRecorder(path, maxDuration);
        await using (recorder.ConfigureAwait(false))
        {
            media.Listen(recorder);
            try
            {
                var over = await Task.WhenAny(recorder.Full, _call.WaitForHangupAsync(cancellationToken)).ConfigureAwait(false);
                await over.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            finally
            {
                media.StopListening(recorder);
            }
        }
        if (recorder.Full.Exception?.InnerException is { } failure)
        {
            throw failure;
        }
        return recorder.Duration;
    }
}
