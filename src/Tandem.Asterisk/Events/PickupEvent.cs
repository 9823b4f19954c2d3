using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A channel picked up a call that rang for another.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record PickupEvent(AmiMessage Message) : IAmiEvent<PickupEvent>
{
    /// <summary><c>Pickup</c>.</summary>
    public static string EventName => "Pickup";

    /// <summary>The channel that picks up.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <summary>The channel whose call it is.</summary>
    public AmiChannel? Target => AmiChannel.From(Message, "Target");

    /// <inheritdoc/>
    public static PickupEvent From(AmiMessage message) => new(message);
}
