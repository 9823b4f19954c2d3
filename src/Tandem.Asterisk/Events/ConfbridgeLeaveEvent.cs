using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A channel left a conference.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record ConfbridgeLeaveEvent(AmiMessage Message) : IAmiEvent<ConfbridgeLeaveEvent>
{
    /// <summary><c>ConfbridgeLeave</c>.</summary>
    public static string EventName => "ConfbridgeLeave";

    /// <summary>The channel.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <summary>The conference.</summary>
    public string? Conference => Message.Text("Conference");

    /// <inheritdoc/>
    public static ConfbridgeLeaveEvent From(AmiMessage message) => new(message);
}
