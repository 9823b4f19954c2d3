using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Ends the recording of a channel.</summary>
/// <param name="Channel">The channel.</param>
public sealed record StopRecordingCommand(ObjectReference Channel) : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.Record;
}
