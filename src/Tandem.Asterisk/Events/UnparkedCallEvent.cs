using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A parked channel was retrieved.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record UnparkedCallEvent(AmiMessage Message) : IAmiEvent<UnparkedCallEvent>
{
    /// <summary><c>UnParkedCall</c>.</summary>
    public static string EventName => "UnParkedCall";

    /// <summary>The channel.</summary>
    public AmiChannel? Parkee => AmiChannel.From(Message, "Parkee");

    /// <summary>Who retrieved it.</summary>
    public AmiChannel? Retriever => AmiChannel.From(Message, "Retriever");

    /// <summary>The lot.</summary>
    public string? ParkingLot => Message.Text("Parkinglot");

    /// <summary>The space that is free again.</summary>
    public string? ParkingSpace => Message.Text("ParkingSpace");

    /// <inheritdoc/>
    public static UnparkedCallEvent From(AmiMessage message) => new(message);
}
