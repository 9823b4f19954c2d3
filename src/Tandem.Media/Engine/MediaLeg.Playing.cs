using Tandem.Media.Playing;
using Tandem.Media.Recording;

namespace Tandem.Media.Engine;

internal sealed partial class MediaLeg
{
    private AudioSource? _playing;
    private PlayOptions? _playOptions;
    private PowerMeter? _bargeIn;
    private ChannelRecording? _recordsNext;
    private bool _playPaused;

    /// <summary>Plays a source in place of what is played.</summary>
    /// <param name="source">The source.</param>
    /// <param name="options">What ends it before its end.</param>
    /// <param name="recordsNext">A recording that begins when it ends.</param>
    public void Play(AudioSource source, PlayOptions? options = null, ChannelRecording? recordsNext = null)
    {
        if (IsClosed)
        {
            _observer.OnPlayEnded(source, PlayEndReason.ChannelClosed);
            return;
        }

        EndPlay(PlayEndReason.Replaced);
        _playing = source;
        _playOptions = options;
        _bargeIn = options?.BargeInLevel is null ? null : new PowerMeter(options.BargeInWindow);
        _recordsNext = recordsNext;
        UpdatePlayout();
    }

    public void StopPlay() => EndPlay(PlayEndReason.Stopped);

    /// <summary>Stands still, and sends silence; or goes on.</summary>
    public void PausePlay(bool paused) => _playPaused = paused && _playing is not null;

    private void StopPlayOnDigit()
    {
        if (_playOptions is { StopsOnDigit: true })
            EndPlay(PlayEndReason.Digit);
    }

    private void DetectBargeIn()
    {
        if (_bargeIn is null)
            return;
        _bargeIn.Add(_receive ? Heard : default);
        if (_bargeIn.Power > PowerMeter.FromLevel(_playOptions!.BargeInLevel!.Value))
            EndPlay(PlayEndReason.BargeIn);
    }

    private void EndPlay(PlayEndReason reason)
    {
        if (_playing is not { } source)
            return;
        _playing = null;
        _playOptions = null;
        _bargeIn = null;
        _playPaused = false;
        _recordsNext?.OnPlayEnded();
        _recordsNext = null;
        UpdatePlayout();
        _observer.OnPlayEnded(source, reason);
    }
}
