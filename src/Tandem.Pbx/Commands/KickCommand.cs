using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Sends a channel out of its conference.</summary>
/// <param name="Channel">The channel.</param>
public sealed record KickCommand(ObjectReference Channel) : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.Conference;
}
