using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>A command on a channel.</summary>
/// <param name="Channel">The channel.</param>
public abstract record ChannelCommand(ObjectReference Channel) : PbxCommand
{
    /// <inheritdoc/>
    public sealed override EntityKind TargetKind => EntityKind.Channel;

    /// <inheritdoc/>
    public sealed override ObjectReference Target => Channel;

    /// <inheritdoc/>
    public sealed override PbxCommand WithTarget(ObjectReference target) => this with { Channel = target };
}
