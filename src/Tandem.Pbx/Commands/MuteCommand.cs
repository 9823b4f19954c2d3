using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Mutes a channel's party, or lets it be heard again.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Muted">Whether the party is to be silent.</param>
public sealed record MuteCommand(ObjectReference Channel, bool Muted = true) : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.Mute;
}
