using Tandem.Media;
using Tandem.Media.Playing;
using Tandem.Media.Recording;
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

    /// <summary>Plays a WAV file, of any kind that <see cref="WaveReader"/> reads, in place of what plays.</summary>
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
    public Task<PlayEndReason> PlayAsync(AudioSource source, CancellationToken cancellationToken = default) =>
        PlayAsync(source, new PlayOptions(), cancellationToken);

    /// <summary>Plays a source, in place of what plays, until a key is pressed or the caller speaks, as the options say.</summary>
    /// <param name="source">The source.</param>
    /// <param name="options">What ends it before its end.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Why it ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The call was never answered.</exception>
    public async Task<PlayEndReason> PlayAsync(AudioSource source, PlayOptions options, CancellationToken cancellationToken = default)
    {
        var media = Media;
        var ended = new TaskCompletionSource<PlayEndReason>(TaskCreationOptions.RunContinuationsAsynchronously);
        media.PlayEnded += OnEnded;
        try
        {
            media.Play(source, options);
            if (_call.IsEnded)
            {
                return PlayEndReason.ChannelClosed;
            }
            using var stopping = cancellationToken.Register(media.StopPlay);
            var reason = await ended.Task.ConfigureAwait(false);
            _call.Post(CallEventKind.PlayEnded, reason.ToString());
            return reason;
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

    /// <summary>Lets what plays rest where it is; the other side hears silence.</summary>
    /// <exception cref="InvalidOperationException">The call was never answered.</exception>
    public void PausePlay() => Media.PausePlay();

    /// <summary>Lets what rests play on.</summary>
    /// <exception cref="InvalidOperationException">The call was never answered.</exception>
    public void ResumePlay() => Media.ResumePlay();

    /// <summary>Feeds a sink with what the leg's phone says, until it is told to stop or the call is over; a <see cref="LiveSink"/> lets a program read along.</summary>
    /// <param name="sink">The sink. There may be several.</param>
    /// <exception cref="InvalidOperationException">The call was never answered.</exception>
    public void Listen(AudioSink sink) => Media.Listen(sink);

    /// <summary>Feeds a sink no more.</summary>
    /// <param name="sink">The sink.</param>
    /// <exception cref="InvalidOperationException">The call was never answered.</exception>
    public void StopListening(AudioSink sink) => Media.StopListening(sink);

    /// <summary>Records what the caller says to a WAV file until it is stopped or the call is over.</summary>
    /// <param name="path">The file; one of that name is replaced.</param>
    /// <param name="maxDuration">Most audio to record; no limit where null.</param>
    /// <param name="cancellationToken">Stops the recording; what there is stays.</param>
    /// <returns>How much was recorded; the file is complete and on disk then.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The call was never answered.</exception>
    public async Task<TimeSpan> RecordAsync(string path, TimeSpan? maxDuration = null, CancellationToken cancellationToken = default)
    {
        var recording = Record(new RecordOptions { Path = path, Channels = 1, Direction = RecordDirection.Received, MaxDuration = maxDuration });
        using var stopping = cancellationToken.Register(recording.Finish);
        var result = await recording.Completed.ConfigureAwait(false);
        return result.Failure is { } failure ? throw failure : result.Duration;
    }

    /// <summary>Records the call to a WAV file. There may be several recordings at a time.</summary>
    /// <param name="options">How to record.</param>
    /// <returns>The recording; it ends with the call.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="IOException">The file cannot be created.</exception>
    /// <exception cref="InvalidOperationException">The call was never answered.</exception>
    public ChannelRecording Record(RecordOptions options) => Media.Record(options);

    /// <summary>Plays a source, and records from the instant on at which it ends or is interrupted.</summary>
    /// <param name="source">What to play.</param>
    /// <param name="play">What interrupts it.</param>
    /// <param name="record">How to record.</param>
    /// <returns>The recording; it ends with the call.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="IOException">The file cannot be created.</exception>
    /// <exception cref="InvalidOperationException">The call was never answered.</exception>
    public ChannelRecording PlayAndRecord(AudioSource source, PlayOptions play, RecordOptions record) => Media.PlayAndRecord(source, play, record);
}
