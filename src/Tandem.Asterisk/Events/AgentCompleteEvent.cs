using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A member and a caller ended their call.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record AgentCompleteEvent(AmiMessage Message) : IAmiEvent<AgentCompleteEvent>
{
    /// <summary><c>AgentComplete</c>.</summary>
    public static string EventName => "AgentComplete";

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

    /// <summary>Seconds that they talked.</summary>
    public int? TalkTimeSeconds => Message.Number("TalkTime");

    /// <summary>Who ended it: caller, agent or transfer.</summary>
    public string? Reason => Message.Text("Reason");

    /// <inheritdoc/>
    public static AgentCompleteEvent From(AmiMessage message) => new(message);
}
