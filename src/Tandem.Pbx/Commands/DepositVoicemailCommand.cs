using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Sends a channel to a voice mailbox, to leave a message.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Mailbox">The mailbox.</param>
public sealed record DepositVoicemailCommand(ObjectReference Channel, ObjectReference Mailbox) : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.Voicemail;
}
