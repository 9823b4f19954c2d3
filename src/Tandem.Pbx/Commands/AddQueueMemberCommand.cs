using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Makes an extension a member of a queue.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Extension">The extension.</param>
/// <param name="Penalty">Members with a lower penalty are called first; 0 or more.</param>
public sealed record AddQueueMemberCommand(ObjectReference Queue, ObjectReference Extension, int Penalty = 0) : QueueCommand(Queue)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.QueueMembers;
}
