using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A channel begins to dial another.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record DialBeginEvent(AmiMessage Message) : IAmiEvent<DialBeginEvent>
{
    /// <summary><c>DialBegin</c>.</summary>
    public static string EventName => "DialBegin";

    /// <summary>The channel that dials; null for a call that the exchange itself makes.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <summary>The channel that is dialled.</summary>
    public AmiChannel? Destination => AmiChannel.From(Message, "Dest");

    /// <summary>What is dialled.</summary>
    public string? DialString => Message.Text("DialString");

    /// <inheritdoc/>
    public static DialBeginEvent From(AmiMessage message) => new(message);
}
