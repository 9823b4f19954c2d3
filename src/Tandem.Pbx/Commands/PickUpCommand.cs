using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Answers, at an extension, a call that rings elsewhere.</summary>
/// <param name="Extension">The extension that picks up.</param>
/// <param name="Channel">The ringing channel that is to be picked up.</param>
public sealed record PickUpCommand(ObjectReference Extension, ObjectReference Channel) : ExtensionCommand(Extension)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.PickUp;
}
