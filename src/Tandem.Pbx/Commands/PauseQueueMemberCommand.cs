using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Pauses a member of a queue, or lets it be called again.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Extension">The member's extension.</param>
/// <param name="Paused">Whether it is to be paused.</param>
/// <param name="Reason">Why.</param>
public sealed record PauseQueueMemberCommand(ObjectReference Queue, ObjectReference Extension, bool Paused = true, string? Reason = null)
    : QueueCommand(Queue)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.QueueMembers;
}
