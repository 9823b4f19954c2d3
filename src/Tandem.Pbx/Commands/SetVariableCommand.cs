using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Sets a variable of a channel, which the exchange's dialplan may read.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Name">The variable: letters, digits and underscores.</param>
/// <param name="Value">Its value.</param>
public sealed record SetVariableCommand(ObjectReference Channel, string Name, string Value) : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.Variables;
}
