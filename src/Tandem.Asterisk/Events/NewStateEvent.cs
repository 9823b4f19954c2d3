using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A channel changed its state, such as to ringing or up.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record NewStateEvent(AmiMessage Message) : IAmiEvent<NewStateEvent>
{
    /// <summary><c>Newstate</c>.</summary>
    public static string EventName => "Newstate";

    /// <summary>The channel.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <inheritdoc/>
    public static NewStateEvent From(AmiMessage message) => new(message);
}
