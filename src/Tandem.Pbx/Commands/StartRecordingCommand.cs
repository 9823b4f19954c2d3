using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Starts to record a channel.</summary>
/// <param name="Channel">The channel.</param>
public sealed record StartRecordingCommand(ObjectReference Channel) : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.Record;
}
