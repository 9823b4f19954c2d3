using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Begins an attended transfer: holds the other side of a channel and calls somebody to ask first.</summary>
/// <param name="Channel">The channel of the party that transfers.</param>
/// <param name="To">The number or URI to be asked.</param>
public sealed record ConsultCommand(ObjectReference Channel, string To) : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.AttendedTransfer;
}
