using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Sends a channel itself elsewhere.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="To">The number or URI that the channel is sent to.</param>
public sealed record RedirectCommand(ObjectReference Channel, string To) : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.Redirect;
}
