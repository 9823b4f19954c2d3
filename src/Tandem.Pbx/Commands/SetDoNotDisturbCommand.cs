using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Turns do not disturb on or off.</summary>
/// <param name="Extension">The extension.</param>
/// <param name="Enabled">Whether it is on.</param>
public sealed record SetDoNotDisturbCommand(ObjectReference Extension, bool Enabled) : ExtensionCommand(Extension)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.DoNotDisturb;
}
