using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Takes the other side of a channel off hold.</summary>
/// <param name="Channel">The channel whose party resumes.</param>
public sealed record ResumeCommand(ObjectReference Channel) : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.Hold;
}
