using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Plays something to a channel's party.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Media">What to play, as the source names it: a file, a tone, a URL.</param>
public sealed record PlayCommand(ObjectReference Channel, string Media) : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.Play;
}
