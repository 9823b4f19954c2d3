using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Sets where an extension's calls are forwarded to.</summary>
/// <param name="Extension">The extension.</param>
/// <param name="Condition">When calls are forwarded.</param>
/// <param name="To">Where to; <see langword="null"/> means no longer.</param>
public sealed record SetForwardCommand(ObjectReference Extension, ForwardCondition Condition, ForwardTarget? To)
    : ExtensionCommand(Extension)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.Forward;
}
