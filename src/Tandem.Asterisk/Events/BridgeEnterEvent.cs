using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A channel entered a bridge.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record BridgeEnterEvent(AmiMessage Message) : IAmiEvent<BridgeEnterEvent>
{
    /// <summary><c>BridgeEnter</c>.</summary>
    public static string EventName => "BridgeEnter";

    /// <summary>The channel.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <summary>The bridge.</summary>
    public string? BridgeUniqueId => Message.Text("BridgeUniqueid");

    /// <summary>Its type, such as <c>basic</c>, <c>holding_bridge</c> or <c>parking</c>.</summary>
    public string? BridgeType => Message.Text("BridgeType");

    /// <summary>The channels in it now.</summary>
    public int? ChannelCount => Message.Number("BridgeNumChannels");

    /// <summary>The channel whose place it takes, if it takes one.</summary>
    public string? SwapUniqueId => Message.Text("SwapUniqueid");

    /// <inheritdoc/>
    public static BridgeEnterEvent From(AmiMessage message) => new(message);
}
