using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>A command on a queue.</summary>
/// <param name="Queue">The queue.</param>
public abstract record QueueCommand(ObjectReference Queue) : PbxCommand
{
    /// <inheritdoc/>
    public sealed override EntityKind TargetKind => EntityKind.Queue;

    /// <inheritdoc/>
    public sealed override ObjectReference Target => Queue;

    /// <inheritdoc/>
    public sealed override PbxCommand WithTarget(ObjectReference target) => this with { Queue = target };
}
