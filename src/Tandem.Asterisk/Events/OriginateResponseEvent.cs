using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A call that a manager asked for was answered or failed; all managers see it.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record OriginateResponseEvent(AmiMessage Message) : IAmiEvent<OriginateResponseEvent>
{
    /// <summary><c>OriginateResponse</c>.</summary>
    public static string EventName => "OriginateResponse";

    /// <summary>Success or Failure.</summary>
    public string? Response => Message.Text("Response");

    /// <summary>The channel, or what was to be dialled.</summary>
    public string? Channel => Message.Text("Channel");

    /// <summary>The channel's id; null where there was none.</summary>
    public string? UniqueId => Message.Text("Uniqueid");

    /// <summary>0 failure, 1 hang-up, 3 ringing, 4 answer, 5 busy, 8 congestion.</summary>
    public int? ReasonCode => Message.Number("Reason");

    /// <inheritdoc/>
    public static OriginateResponseEvent From(AmiMessage message) => new(message);
}
