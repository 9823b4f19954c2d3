using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A channel joined a conference.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record ConfbridgeJoinEvent(AmiMessage Message) : IAmiEvent<ConfbridgeJoinEvent>
{
    /// <summary><c>ConfbridgeJoin</c>.</summary>
    public static string EventName => "ConfbridgeJoin";

    /// <summary>The channel.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <summary>The conference.</summary>
    public string? Conference => Message.Text("Conference");

    /// <summary>Whether it is an administrator.</summary>
    public bool? IsAdmin => Message.Flag("Admin");

    /// <summary>Whether it joined muted.</summary>
    public bool? IsMuted => Message.Flag("Muted");

    /// <inheritdoc/>
    public static ConfbridgeJoinEvent From(AmiMessage message) => new(message);
}
