using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A channel left a bridge.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record BridgeLeaveEvent(AmiMessage Message) : IAmiEvent<BridgeLeaveEvent>
{
    /// <summary><c>BridgeLeave</c>.</summary>
    public static string EventName => "BridgeLeave";

    /// <summary>The channel.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <summary>The bridge.</summary>
    public string? BridgeUniqueId => Message.Text("BridgeUniqueid");

    /// <summary>The channels in it now.</summary>
    public int? ChannelCount => Message.Number("BridgeNumChannels");

    /// <inheritdoc/>
    public static BridgeLeaveEvent From(AmiMessage message) => new(message);
}
