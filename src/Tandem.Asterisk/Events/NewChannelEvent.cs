using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A channel began.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record NewChannelEvent(AmiMessage Message) : IAmiEvent<NewChannelEvent>
{
    /// <summary><c>Newchannel</c>.</summary>
    public static string EventName => "Newchannel";

    /// <summary>The channel.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <inheritdoc/>
    public static NewChannelEvent From(AmiMessage message) => new(message);
}
