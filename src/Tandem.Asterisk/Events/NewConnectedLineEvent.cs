using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A channel learned whom it is connected to.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record NewConnectedLineEvent(AmiMessage Message) : IAmiEvent<NewConnectedLineEvent>
{
    /// <summary><c>NewConnectedLine</c>.</summary>
    public static string EventName => "NewConnectedLine";

    /// <summary>The channel.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <inheritdoc/>
    public static NewConnectedLineEvent From(AmiMessage message) => new(message);
}
