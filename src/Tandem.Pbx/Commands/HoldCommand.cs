using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Puts the other side of a channel on hold.</summary>
/// <param name="Channel">The channel whose party holds.</param>
public sealed record HoldCommand(ObjectReference Channel) : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.Hold;
}
