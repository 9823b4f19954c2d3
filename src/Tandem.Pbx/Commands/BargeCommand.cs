using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Lets somebody join a channel's call, heard by all.</summary>
/// <param name="Channel">The channel that is joined.</param>
/// <param name="Listener">The extension or channel that joins.</param>
public sealed record BargeCommand(ObjectReference Channel, ObjectReference Listener) : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.Barge;
}
