using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Sends the other side of a channel elsewhere, without asking there first.</summary>
/// <param name="Channel">The channel of the party that transfers.</param>
/// <param name="To">The number or URI that the other side is sent to.</param>
public sealed record BlindTransferCommand(ObjectReference Channel, string To) : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.BlindTransfer;
}
