using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A channel left AsyncAGI.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record AsyncAgiEndEvent(AmiMessage Message) : IAmiEvent<AsyncAgiEndEvent>
{
    /// <summary><c>AsyncAGIEnd</c>.</summary>
    public static string EventName => "AsyncAGIEnd";

    /// <summary>The channel.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message);

    /// <inheritdoc/>
    public static AsyncAgiEndEvent From(AmiMessage message) => new(message);
}
