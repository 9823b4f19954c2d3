using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Ends a conference: all who are in it are sent out.</summary>
/// <param name="Conference">The conference.</param>
public sealed record EndConferenceCommand(ObjectReference Conference) : ConferenceCommand(Conference);
