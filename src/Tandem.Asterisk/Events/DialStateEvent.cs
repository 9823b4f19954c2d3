using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A dialled channel tells how it is, such as ringing.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record DialStateEvent(AmiMessage Message) : IAmiEvent<DialStateEvent>
{
    /// <summary><c>DialState</c>.</summary>
    public static string EventName => "DialState";

    /// <summary>The channel that dials; null for a call that the exchange itself makes.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <summary>The channel that is dialled.</summary>
    public AmiChannel? Destination => AmiChannel.From(Message, "Dest");

    /// <summary>RINGING, PROGRESS or PROCEEDING.</summary>
    public string? Status => Message.Text("DialStatus");

    /// <inheritdoc/>
    public static DialStateEvent From(AmiMessage message) => new(message);
}
