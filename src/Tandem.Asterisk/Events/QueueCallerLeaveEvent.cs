using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A caller no longer waits in a queue.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record QueueCallerLeaveEvent(AmiMessage Message) : IAmiEvent<QueueCallerLeaveEvent>
{
    /// <summary><c>QueueCallerLeave</c>.</summary>
    public static string EventName => "QueueCallerLeave";

    /// <summary>The channel.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <summary>The queue.</summary>
    public string? Queue => Message.Text("Queue");

    /// <summary>The place that the caller had.</summary>
    public int? Position => Message.Number("Position");

    /// <summary>Callers that still wait.</summary>
    public int? Count => Message.Number("Count");

    /// <inheritdoc/>
    public static QueueCallerLeaveEvent From(AmiMessage message) => new(message);
}
