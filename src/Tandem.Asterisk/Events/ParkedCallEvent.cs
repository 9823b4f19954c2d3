using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A channel was parked.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record ParkedCallEvent(AmiMessage Message) : IAmiEvent<ParkedCallEvent>
{
    /// <summary><c>ParkedCall</c>.</summary>
    public static string EventName => "ParkedCall";

    /// <summary>The channel.</summary>
    public AmiChannel? Parkee => AmiChannel.From(Message, "Parkee");

    /// <summary>The device that parked it, such as <c>PJSIP/1001</c>.</summary>
    public string? ParkerDialString => Message.Text("ParkerDialString");

    /// <summary>The lot.</summary>
    public string? ParkingLot => Message.Text("Parkinglot");

    /// <summary>The space, which is what to dial.</summary>
    public string? ParkingSpace => Message.Text("ParkingSpace");

    /// <summary>Seconds until it is given back.</summary>
    public int? TimeoutSeconds => Message.Number("ParkingTimeout");

    /// <summary>Seconds since it was parked.</summary>
    public int? DurationSeconds => Message.Number("ParkingDuration");

    /// <inheritdoc/>
    public static ParkedCallEvent From(AmiMessage message) => new(message);
}
