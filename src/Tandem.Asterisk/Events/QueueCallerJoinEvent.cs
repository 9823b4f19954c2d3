using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A caller began to wait in a queue.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record QueueCallerJoinEvent(AmiMessage Message) : IAmiEvent<QueueCallerJoinEvent>
{
    /// <summary><c>QueueCallerJoin</c>.</summary>
    public static string EventName => "QueueCallerJoin";

    /// <summary>The channel.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <summary>The queue.</summary>
    public string? Queue => Message.Text("Queue");

    /// <summary>The caller's place, from 1.</summary>
    public int? Position => Message.Number("Position");

    /// <summary>Callers that wait.</summary>
    public int? Count => Message.Number("Count");

    /// <inheritdoc/>
    public static QueueCallerJoinEvent From(AmiMessage message) => new(message);
}
