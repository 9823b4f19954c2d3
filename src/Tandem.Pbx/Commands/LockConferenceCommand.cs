using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Locks a conference, so that nobody else comes in, or opens it again.</summary>
/// <param name="Conference">The conference.</param>
/// <param name="Locked">Whether it is to be locked.</param>
public sealed record LockConferenceCommand(ObjectReference Conference, bool Locked = true) : ConferenceCommand(Conference);
