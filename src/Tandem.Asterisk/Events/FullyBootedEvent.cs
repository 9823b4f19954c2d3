using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>Asterisk is up; sent after a login too.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record FullyBootedEvent(AmiMessage Message) : IAmiEvent<FullyBootedEvent>
{
    /// <summary><c>FullyBooted</c>.</summary>
    public static string EventName => "FullyBooted";

    /// <summary>Seconds since it started.</summary>
    public int? UptimeSeconds => Message.Number("Uptime");

    /// <summary>Seconds since it read its configuration.</summary>
    public int? LastReloadSeconds => Message.Number("LastReload");

    /// <inheritdoc/>
    public static FullyBootedEvent From(AmiMessage message) => new(message);
}
