using System.Net;
using Tandem.Media.Dtmf;

namespace Tandem.Media;

public sealed partial class MediaChannel
{
    /// <summary>The remote pressed a key: 0-9 * # A-D, F for flash. Once a press, at its first packet, whatever packets are lost or repeated;
    /// or heard in the audio (<see cref="DetectTones"/>).</summary>
    public event Action<MediaChannel, char>? DigitReceived;

    /// <summary>A source is believed from now on, and media goes to it.</summary>
    public event Action<MediaChannel, IPEndPoint>? Latched;

    /// <summary>A source is no longer played.</summary>
    public event Action<MediaChannel, AudioSource, PlayEndReason>? PlayEnded;

    /// <summary>
    /// The remote has sent nothing for as long as <see cref="MediaChannelOptions.IdleTimeout"/> says. The channel stays open: whoever made it
    /// decides. Told again once the remote was heard and fell silent anew.
    /// </summary>
    public event Action<MediaChannel>? WentIdle;

    /// <summary>The remote is a fax machine (<see cref="DetectTones"/>). Once a tone.</summary>
    public event Action<MediaChannel, FaxTone>? FaxToneReceived;

    /// <summary>In a conference, the remote began or stopped to talk: above -40 dB of full scale for 60 ms, or below it for 500 ms.</summary>
    public event Action<MediaChannel, bool>? TalkingChanged;

    /// <summary>The channel is closed. No event follows, but the end of a source that is played on the closed channel.</summary>
    public event Action<MediaChannel>? Closed;

    internal void RaiseDigitReceived(char digit) => DigitReceived?.Invoke(this, digit);

    internal void RaiseLatched(IPEndPoint source) => Latched?.Invoke(this, source);

    internal void RaisePlayEnded(AudioSource source, PlayEndReason reason) => PlayEnded?.Invoke(this, source, reason);

    internal void RaiseFaxToneReceived(FaxTone tone) => FaxToneReceived?.Invoke(this, tone);

    internal void RaiseWentIdle() => WentIdle?.Invoke(this);

    internal void RaiseTalkingChanged(bool isTalking) => TalkingChanged?.Invoke(this, isTalking);

    internal void RaiseClosed() => Closed?.Invoke(this);
}
