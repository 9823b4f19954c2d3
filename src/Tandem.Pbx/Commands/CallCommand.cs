using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>
/// Calls a number in the name of an extension: rings the extension's own phone first and then the number (click to dial). The
/// conversation's id is assigned before dialling and is the result's id.
/// </summary>
/// <param name="From">The extension that calls; its source does the dialling.</param>
/// <param name="To">The number or URI to be called.</param>
/// <param name="CallerId">What the called party is shown; <see langword="null"/> means the extension's own.</param>
/// <param name="Timeout">How long each side may ring; <see langword="null"/> means the source's own limit.</param>
public sealed record CallCommand(ObjectReference From, string To, Party? CallerId = null, TimeSpan? Timeout = null) : PbxCommand
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.Call;

    /// <inheritdoc/>
    public override EntityKind TargetKind => EntityKind.Extension;

    /// <inheritdoc/>
    public override ObjectReference Target => From;

    /// <inheritdoc/>
    public override PbxCommand WithTarget(ObjectReference target) => this with { From = target };
}
