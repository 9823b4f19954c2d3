using Tandem.Pbx.Model;
using Tandem.Sip.Messages;

namespace Tandem.Switch.Calls.Dialling;

/// <summary>A leg of a dial that did not get the call.</summary>
/// <param name="Target">Whose it was.</param>
/// <param name="Contact">Where it was sent; null where the target has no phone, or is busy by its call limit.</param>
/// <param name="Cause">Why it ended; <see cref="HangupCause.LoseRace"/> where another phone was quicker.</param>
/// <param name="HasRung">Whether the phone said that it rings.</param>
public sealed record DialAttempt(DialTarget Target, SipUri? Contact, HangupCause Cause, bool HasRung);
