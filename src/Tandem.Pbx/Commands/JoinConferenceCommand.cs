using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Moves a channel into a conference.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Room">The conference room; made when it does not exist.</param>
public sealed record JoinConferenceCommand(ObjectReference Channel, string Room) : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.Conference;
}
