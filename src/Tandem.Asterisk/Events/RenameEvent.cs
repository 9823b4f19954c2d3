using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A channel got another name; its unique id stays.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record RenameEvent(AmiMessage Message) : IAmiEvent<RenameEvent>
{
    /// <summary><c>Rename</c>.</summary>
    public static string EventName => "Rename";

    /// <summary>Its name before.</summary>
    public string? Channel => Message.Text("Channel");

    /// <summary>Its name from now on.</summary>
    public string? NewName => Message.Text("Newname");

    /// <summary>Its id.</summary>
    public string? UniqueId => Message.Text("Uniqueid");

    /// <inheritdoc/>
    public static RenameEvent From(AmiMessage message) => new(message);
}
