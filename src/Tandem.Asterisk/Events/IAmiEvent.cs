using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>An event as a record with its fields by name. Empty values and <c>&lt;unknown&gt;</c> are null there; the message has them as they came.</summary>
/// <typeparam name="TSelf">The record.</typeparam>
public interface IAmiEvent<TSelf>
    where TSelf : IAmiEvent<TSelf>
{
    /// <summary>What Asterisk calls the event.</summary>
    static abstract string EventName { get; }

    /// <summary>The event with all its headers.</summary>
    AmiMessage Message { get; }

    /// <summary>The record of a message.</summary>
    /// <param name="message">An event of this name.</param>
    static abstract TSelf From(AmiMessage message);
}
