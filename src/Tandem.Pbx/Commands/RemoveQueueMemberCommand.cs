using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Takes an extension out of a queue.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Extension">The extension.</param>
public sealed record RemoveQueueMemberCommand(ObjectReference Queue, ObjectReference Extension) : QueueCommand(Queue)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.QueueMembers;
}
