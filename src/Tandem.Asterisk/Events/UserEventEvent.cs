using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A dialplan or a manager sent an event of its own.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record UserEventEvent(AmiMessage Message) : IAmiEvent<UserEventEvent>
{
    /// <summary><c>UserEvent</c>.</summary>
    public static string EventName => "UserEvent";

    /// <summary>The channel whose dialplan sent it; null where a manager did.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <summary>What it is called.</summary>
    public string? Name => Message.Text("UserEvent");

    /// <inheritdoc/>
    public static UserEventEvent From(AmiMessage message) => new(message);
}
