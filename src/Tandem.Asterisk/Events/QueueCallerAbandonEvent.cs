using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A caller gave up waiting.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record QueueCallerAbandonEvent(AmiMessage Message) : IAmiEvent<QueueCallerAbandonEvent>
{
    /// <summary><c>QueueCallerAbandon</c>.</summary>
    public static string EventName => "QueueCallerAbandon";

    /// <summary>The channel.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <summary>The queue.</summary>
    public string? Queue => Message.Text("Queue");

    /// <summary>The caller's last place.</summary>
    public int? Position => Message.Number("Position");

    /// <summary>The caller's first place.</summary>
    public int? OriginalPosition => Message.Number("OriginalPosition");

    /// <summary>Seconds waited.</summary>
    public int? HoldTimeSeconds => Message.Number("HoldTime");

    /// <inheritdoc/>
    public static QueueCallerAbandonEvent From(AmiMessage message) => new(message);
}
