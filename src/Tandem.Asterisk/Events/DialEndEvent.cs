using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>Dialling ended.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record DialEndEvent(AmiMessage Message) : IAmiEvent<DialEndEvent>
{
    /// <summary><c>DialEnd</c>.</summary>
    public static string EventName => "DialEnd";

    /// <summary>The channel that dials; null for a call that the exchange itself makes.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <summary>The channel that is dialled.</summary>
    public AmiChannel? Destination => AmiChannel.From(Message, "Dest");

    /// <summary>How: ANSWER, BUSY, CANCEL, NOANSWER, CONGESTION, CHANUNAVAIL and others.</summary>
    public string? Status => Message.Text("DialStatus");

    /// <summary>Where it was forwarded to, if it was.</summary>
    public string? Forward => Message.Text("Forward");

    /// <inheritdoc/>
    public static DialEndEvent From(AmiMessage message) => new(message);
}
