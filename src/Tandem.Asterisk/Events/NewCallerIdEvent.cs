using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A channel got another caller id.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record NewCallerIdEvent(AmiMessage Message) : IAmiEvent<NewCallerIdEvent>
{
    /// <summary><c>NewCallerid</c>.</summary>
    public static string EventName => "NewCallerid";

    /// <summary>The channel.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <inheritdoc/>
    public static NewCallerIdEvent From(AmiMessage message) => new(message);
}
