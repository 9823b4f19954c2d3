using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A channel put its party on hold.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record HoldEvent(AmiMessage Message) : IAmiEvent<HoldEvent>
{
    /// <summary><c>Hold</c>.</summary>
    public static string EventName => "Hold";

    /// <summary>The channel.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <summary>The music that it asked for.</summary>
    public string? MusicClass => Message.Text("MusicClass");

    /// <inheritdoc/>
    public static HoldEvent From(AmiMessage message) => new(message);
}
