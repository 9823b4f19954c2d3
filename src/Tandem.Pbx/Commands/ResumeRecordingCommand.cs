using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Goes on with a paused recording.</summary>
/// <param name="Channel">The channel.</param>
public sealed record ResumeRecordingCommand(ObjectReference Channel) : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.Record;
}
