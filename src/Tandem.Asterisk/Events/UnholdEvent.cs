using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A channel took its party back from hold.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record UnholdEvent(AmiMessage Message) : IAmiEvent<UnholdEvent>
{
    /// <summary><c>Unhold</c>.</summary>
    public static string EventName => "Unhold";

    /// <summary>The channel.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <inheritdoc/>
    public static UnholdEvent From(AmiMessage message) => new(message);
}
