using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A channel ended.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record HangupEvent(AmiMessage Message) : IAmiEvent<HangupEvent>
{
    /// <summary><c>Hangup</c>.</summary>
    public static string EventName => "Hangup";

    /// <summary>The channel.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <summary>The cause of Q.850, 0 to 127, such as 16 for a normal end.</summary>
    public int? Cause => Message.Number("Cause");

    /// <summary>The cause in words.</summary>
    public string? CauseText => Message.Text("Cause-txt");

    /// <inheritdoc/>
    public static HangupEvent From(AmiMessage message) => new(message);
}
