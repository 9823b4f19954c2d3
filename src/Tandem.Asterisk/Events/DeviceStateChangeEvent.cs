using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A device changed its state.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record DeviceStateChangeEvent(AmiMessage Message) : IAmiEvent<DeviceStateChangeEvent>
{
    /// <summary><c>DeviceStateChange</c>.</summary>
    public static string EventName => "DeviceStateChange";

    /// <summary>The device, such as <c>PJSIP/1001</c>.</summary>
    public string? Device => Message.Text("Device");

    /// <summary>NOT_INUSE, INUSE, BUSY, INVALID, UNAVAILABLE, RINGING, RINGINUSE, ONHOLD or UNKNOWN.</summary>
    public string? State => Message.Text("State");

    /// <inheritdoc/>
    public static DeviceStateChangeEvent From(AmiMessage message) => new(message);
}
