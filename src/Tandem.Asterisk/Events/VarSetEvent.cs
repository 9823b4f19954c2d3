using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A variable was set.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record VarSetEvent(AmiMessage Message) : IAmiEvent<VarSetEvent>
{
    /// <summary><c>VarSet</c>.</summary>
    public static string EventName => "VarSet";

    /// <summary>The channel; null for a global variable.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <summary>The variable.</summary>
    public string? Variable => Message.Text("Variable");

    /// <summary>Its value, unescaped.</summary>
    public string? Value => Message["Value"];

    /// <inheritdoc/>
    public static VarSetEvent From(AmiMessage message) => new(message);
}
