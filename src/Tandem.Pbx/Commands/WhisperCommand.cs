using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Lets somebody listen to a channel and speak to its party alone.</summary>
/// <param name="Channel">The channel that is listened to.</param>
/// <param name="Listener">The extension or channel that listens and speaks.</param>
public sealed record WhisperCommand(ObjectReference Channel, ObjectReference Listener) : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.Whisper;
}
