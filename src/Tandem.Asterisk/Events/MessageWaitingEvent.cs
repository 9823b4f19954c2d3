using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A mailbox changed.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record MessageWaitingEvent(AmiMessage Message) : IAmiEvent<MessageWaitingEvent>
{
    /// <summary><c>MessageWaiting</c>.</summary>
    public static string EventName => "MessageWaiting";

    /// <summary>The mailbox with its context, such as <c>1001@default</c>.</summary>
    public string? Mailbox => Message.Text("Mailbox");

    /// <summary>New messages.</summary>
    public int? New => Message.Number("New");

    /// <summary>Messages heard.</summary>
    public int? Old => Message.Number("Old");

    /// <inheritdoc/>
    public static MessageWaitingEvent From(AmiMessage message) => new(message);
}
