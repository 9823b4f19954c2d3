using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Takes a parked call back, at an extension.</summary>
/// <param name="Extension">The extension that retrieves.</param>
/// <param name="ParkedCall">The parked call.</param>
public sealed record RetrieveCommand(ObjectReference Extension, ObjectReference ParkedCall) : ExtensionCommand(Extension)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.Park;
}
