using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>An extension's hint changed its state.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record ExtensionStatusEvent(AmiMessage Message) : IAmiEvent<ExtensionStatusEvent>
{
    /// <summary><c>ExtensionStatus</c>.</summary>
    public static string EventName => "ExtensionStatus";

    /// <summary>The extension.</summary>
    public string? Extension => Message.Text("Exten");

    /// <summary>The context of its hint.</summary>
    public string? Context => Message.Text("Context");

    /// <summary>The devices of its hint.</summary>
    public string? Hint => Message.Text("Hint");

    /// <summary>The state as bits: 0 idle, else a sum of 1 in use, 2 busy, 4 unavailable, 8 ringing, 16 on hold; -1 deactivated, -2 removed.</summary>
    public int? Status => Message.Number("Status");

    /// <summary>Whether it is in a call.</summary>
    public bool IsInUse => Has(1);

    /// <summary>Whether it is busy.</summary>
    public bool IsBusy => Has(2);

    /// <summary>Whether it cannot be reached.</summary>
    public bool IsUnavailable => Has(4);

    /// <summary>Whether it rings, be it in a call or not.</summary>
    public bool IsRinging => Has(8);

    /// <summary>Whether it has a call on hold.</summary>
    public bool IsOnHold => Has(16);

    /// <inheritdoc/>
    public static ExtensionStatusEvent From(AmiMessage message) => new(message);

    private bool Has(int bit) => Status is > 0 and var status && (status & bit) != 0;
}
