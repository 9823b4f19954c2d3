using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>A command on a conference.</summary>
/// <param name="Conference">The conference.</param>
public abstract record ConferenceCommand(ObjectReference Conference) : PbxCommand
{
    /// <inheritdoc/>
    public sealed override Capability Capability => Capability.Conference;

    /// <inheritdoc/>
    public sealed override EntityKind TargetKind => EntityKind.Conference;

    /// <inheritdoc/>
    public sealed override ObjectReference Target => Conference;

    /// <inheritdoc/>
    public sealed override PbxCommand WithTarget(ObjectReference target) => this with { Conference = target };
}
