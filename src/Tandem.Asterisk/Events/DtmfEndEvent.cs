using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A digit ended.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record DtmfEndEvent(AmiMessage Message) : IAmiEvent<DtmfEndEvent>
{
    /// <summary><c>DTMFEnd</c>.</summary>
    public static string EventName => "DTMFEnd";

    /// <summary>The channel.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message, "");

    /// <summary>The digit.</summary>
    public string? Digit => Message.Text("Digit");

    /// <summary>How long it lasted, in milliseconds.</summary>
    public int? DurationMs => Message.Number("DurationMs");

    /// <summary>Received or Sent.</summary>
    public string? Direction => Message.Text("Direction");

    /// <inheritdoc/>
    public static DtmfEndEvent From(AmiMessage message) => new(message);
}
