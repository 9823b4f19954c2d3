using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A member of a queue answered a caller.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record AgentConnectEvent(AmiMessage Message) : IAmiEvent<AgentConnectEvent>
{
    /// <summary><c>AgentConnect</c>.</summary>
    public static string EventName => "AgentConnect";

    /// <summary>The channel that dials; null for a call that the exchange itself makes.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <summary>The channel that is dialled.</summary>
    public AmiChannel? Destination => AmiChannel.From(Message, "Dest");

    /// <summary>The queue.</summary>
    public string? Queue => Message.Text("Queue");

    /// <summary>The member's name.</summary>
    public string? MemberName => Message.Text("MemberName");

    /// <summary>What was dialled to reach it.</summary>
    public string? Interface => Message.Text("Interface");

    /// <summary>Seconds that the caller waited.</summary>
    public int? HoldTimeSeconds => Message.Number("HoldTime");

    /// <summary>Seconds that the member rang.</summary>
    public int? RingTimeSeconds => Message.Number("RingTime");

    /// <inheritdoc/>
    public static AgentConnectEvent From(AmiMessage message) => new(message);
}
