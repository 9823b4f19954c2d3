using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Something that a source is asked to do: one sealed record for each command.</summary>
public abstract record PbxCommand
{
    private protected PbxCommand()
    {
    }

    /// <summary>
    /// The domain in whose name the command is given: objects of other domains are then not found.
    /// <see langword="null"/> means all domains.
    /// </summary>
    public string? Domain { get; init; }

    /// <summary>The capability that the command needs.</summary>
    public abstract Capability Capability { get; }

    /// <summary>The kind of the object that the command acts on.</summary>
    public abstract EntityKind TargetKind { get; }

    /// <summary>The object that the command acts on; its source executes the command.</summary>
    public abstract ObjectReference Target { get; }

    /// <summary>The same command on another target, as when a bare id has been resolved.</summary>
    /// <param name="target">The target.</param>
    public abstract PbxCommand WithTarget(ObjectReference target);
}
