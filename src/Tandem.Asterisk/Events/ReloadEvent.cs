using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>Asterisk read its configuration anew.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record ReloadEvent(AmiMessage Message) : IAmiEvent<ReloadEvent>
{
    /// <summary><c>Reload</c>.</summary>
    public static string EventName => "Reload";

    /// <summary>The module, or All.</summary>
    public string? Module => Message.Text("Module");

    /// <summary>0 done; others tell why not.</summary>
    public int? Status => Message.Number("Status");

    /// <inheritdoc/>
    public static ReloadEvent From(AmiMessage message) => new(message);
}
