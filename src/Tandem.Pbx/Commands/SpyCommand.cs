using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Lets somebody listen to a channel, unheard.</summary>
/// <param name="Channel">The channel that is listened to.</param>
/// <param name="Listener">The extension or channel that listens.</param>
public sealed record SpyCommand(ObjectReference Channel, ObjectReference Listener) : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.Spy;
}
