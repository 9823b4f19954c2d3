using Tandem.Media.Engine;
using Tandem.Media.Playing;
using Tandem.Media.Recording;

namespace Tandem.Media;

public sealed partial class MediaChannel
{
    /// <summary>Plays a source to this channel's remote, in place of what is relayed or played to it; <see cref="PlayEnded"/> tells its end.</summary>
    /// <param name="source">The source; its time passes even while nothing may be sent.</param>
    /// <param name="options">What ends it before its end; nothing where null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public void Play(AudioSource source, PlayOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        options?.Validate();
        Post(() => _leg.Play(source, options));
    }

    /// <summary>Stops what is being played.</summary>
    public void StopPlay() => Post(_leg.StopPlay);

    /// <summary>Makes what is being played stand still; the remote hears silence until <see cref="ResumePlay"/>.</summary>
    public void PausePlay() => Post(() => _leg.PausePlay(true));

    /// <summary>Goes on with what was paused.</summary>
    public void ResumePlay() => Post(() => _leg.PausePlay(false));

    /// <summary>
    /// Listens for tones in the audio that the remote sends, until the next call of this method. Digits are told by
    /// <see cref="DigitReceived"/>, but not where the remote sends telephone-events; fax machines by <see cref="FaxToneReceived"/>.
    /// </summary>
    /// <param name="digits">Whether to listen for digits.</param>
    /// <param name="fax">Whether to listen for fax machines.</param>
    public void DetectTones(bool digits, bool fax = false) => Post(() => _leg.DetectTones(digits, fax));

    /// <summary>Records the channel to a file. There may be several recordings at a time, each with a file of its own.</summary>
    /// <param name="options">How to record.</param>
    /// <returns>The recording.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="IOException">The file cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be created.</exception>
    public ChannelRecording Record(RecordOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ChannelRecording recording = Start(options, waits: false);
        Post(() => Attach(recording));
        return recording;
    }

    /// <summary>Plays a source, and records from the instant on at which it ends or is interrupted: no word is lost between.</summary>
    /// <param name="source">What to play.</param>
    /// <param name="play">What interrupts it.</param>
    /// <param name="record">How to record.</param>
    /// <returns>The recording.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="IOException">The file cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be created.</exception>
    public ChannelRecording PlayAndRecord(AudioSource source, PlayOptions play, RecordOptions record)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(play);
        ArgumentNullException.ThrowIfNull(record);
        play.Validate();
        record.Validate();
        ChannelRecording recording = Start(record, waits: true);
        Post(() =>
        {
            Attach(recording);
            _leg.Play(source, play, recording);
        });
        return recording;
    }

    private ChannelRecording Start(RecordOptions options, bool waits) =>
        new(options, Engine.RecordingWriter, waits) { Released = recording => Post(() => _leg.RemoveTap(recording)) };

    private void Attach(ChannelRecording recording)
    {
        if (_leg.IsClosed)
            ((IFrameTap)recording).OnClosed();
        else
            _leg.AddTap(recording);
    }
}
