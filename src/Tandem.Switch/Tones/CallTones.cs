using Tandem.Pbx.Model;

namespace Tandem.Switch.Tones;

/// <summary>The tones of an exchange, ready to be played.</summary>
/// <param name="set">The tones in writing.</param>
/// <exception cref="FormatException">One is no tone.</exception>
internal sealed class CallTones(ToneSet set)
{
    private readonly Tone _busy = new(set.Busy);
    private readonly Tone _congestion = new(set.Congestion);
    private readonly Tone _unobtainable = new(set.Unobtainable);

    public Tone Ringback { get; } = new(set.Ringback);

    /// <summary>What a caller hears when its call fails; null where it has nothing to hear, such as the end of a conversation.</summary>
    public Tone? Of(HangupCause cause) => cause.SipStatus switch
    {
        486 or 600 or 603 => _busy,
        500 or 503 or 504 => _congestion,
        487 when cause != HangupCause.UserNotRegistered => null,
        _ => _unobtainable,
    };
}
