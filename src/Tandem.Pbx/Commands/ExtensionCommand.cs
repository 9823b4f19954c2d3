using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>A command on an extension.</summary>
/// <param name="Extension">The extension, by id or number.</param>
public abstract record ExtensionCommand(ObjectReference Extension) : PbxCommand
{
    /// <inheritdoc/>
    public sealed override EntityKind TargetKind => EntityKind.Extension;

    /// <inheritdoc/>
    public sealed override ObjectReference Target => Extension;

    /// <inheritdoc/>
    public sealed override PbxCommand WithTarget(ObjectReference target) => this with { Extension = target };
}
