using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Joins the other sides of two channels of one party, who then leaves.</summary>
/// <param name="Channel">The channel of the call to be transferred.</param>
/// <param name="Consultation">The same party's channel of the consultation.</param>
public sealed record AttendedTransferCommand(ObjectReference Channel, ObjectReference Consultation) : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.AttendedTransfer;
}
