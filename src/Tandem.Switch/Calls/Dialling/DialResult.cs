using Tandem.Pbx.Model;
using Tandem.Sip.Messages;

namespace Tandem.Switch.Calls.Dialling;

/// <summary>What came of a <see cref="DialRequest"/>.</summary>
public sealed record DialResult
{
    /// <summary>The leg that answered; null where none did.</summary>
    public Call? Leg { get; init; }

    /// <summary>Why nobody answered: of several reasons that of a person before that of a machine; null where somebody did.</summary>
    public HangupCause? Cause { get; init; }

    /// <summary>Where a phone sent the caller instead (3xx); null for nowhere.</summary>
    public SipUri? Redirection { get; init; }

    /// <summary>Every leg that did not get the call, and each target that had none, in the order in which they failed.</summary>
    public IReadOnlyList<DialAttempt> Attempts { get; init; } = [];

    /// <summary>Whether somebody answered.</summary>
    public bool IsAnswered => Leg is not null;
}
