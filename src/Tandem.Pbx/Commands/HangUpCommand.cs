using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Hangs a channel up.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Cause">Why; <see langword="null"/> means <see cref="HangupCause.ManagerRequest"/>.</param>
public sealed record HangUpCommand(ObjectReference Channel, HangupCause? Cause = null) : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.HangUp;
}
