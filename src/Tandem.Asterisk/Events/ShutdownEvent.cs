using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>Asterisk stops.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record ShutdownEvent(AmiMessage Message) : IAmiEvent<ShutdownEvent>
{
    /// <summary><c>Shutdown</c>.</summary>
    public static string EventName => "Shutdown";

    /// <summary>Cleanly or Uncleanly.</summary>
    public string? How => Message.Text("Shutdown");

    /// <summary>Whether it starts again.</summary>
    public bool? IsRestart => Message.Flag("Restart");

    /// <inheritdoc/>
    public static ShutdownEvent From(AmiMessage message) => new(message);
}
