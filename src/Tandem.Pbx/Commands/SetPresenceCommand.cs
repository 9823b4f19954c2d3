using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Sets what an extension's user is said to do.</summary>
/// <param name="Extension">The extension.</param>
/// <param name="Presence">The presence, as the exchange names it: <c>available</c>, <c>away</c>, <c>xa</c>, <c>dnd</c>, <c>chat</c>, <c>unavailable</c>, <c>not_set</c>.</param>
/// <param name="Message">What is said about it; <see langword="null"/> for nothing.</param>
public sealed record SetPresenceCommand(ObjectReference Extension, string Presence, string? Message = null) : ExtensionCommand(Extension)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.Presence;
}
