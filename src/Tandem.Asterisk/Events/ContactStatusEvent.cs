using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A contact of an endpoint changed.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record ContactStatusEvent(AmiMessage Message) : IAmiEvent<ContactStatusEvent>
{
    /// <summary><c>ContactStatus</c>.</summary>
    public static string EventName => "ContactStatus";

    /// <summary>The endpoint.</summary>
    public string? Endpoint => Message.Text("EndpointName");

    /// <summary>The address of record.</summary>
    public string? Aor => Message.Text("AOR");

    /// <summary>The contact.</summary>
    public string? Uri => Message.Text("URI");

    /// <summary>Reachable, Unreachable, NonQualified, Removed and others.</summary>
    public string? Status => Message.Text("ContactStatus");

    /// <summary>Time to it and back, in microseconds.</summary>
    public int? RoundTripMicroseconds => Message.Number("RoundtripUsec");

    /// <inheritdoc/>
    public static ContactStatusEvent From(AmiMessage message) => new(message);
}
