using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>Two calls of a party were joined.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record AttendedTransferEvent(AmiMessage Message) : IAmiEvent<AttendedTransferEvent>
{
    /// <summary><c>AttendedTransfer</c>.</summary>
    public static string EventName => "AttendedTransfer";

    /// <summary>The first leg of who transfers.</summary>
    public AmiChannel? OriginalTransferer => AmiChannel.From(Message, "OrigTransferer");

    /// <summary>Its second leg.</summary>
    public AmiChannel? SecondTransferer => AmiChannel.From(Message, "SecondTransferer");

    /// <summary>The channel that is transferred; null where there is none or several.</summary>
    public AmiChannel? Transferee => AmiChannel.From(Message, "Transferee");

    /// <summary>Whom it is transferred to; null where that is an application or several.</summary>
    public AmiChannel? Target => AmiChannel.From(Message, "TransferTarget");

    /// <summary>Success, or why not.</summary>
    public string? Result => Message.Text("Result");

    /// <summary>Bridge, App, Link, Threeway or Fail.</summary>
    public string? DestinationType => Message.Text("DestType");

    /// <summary>The bridge that they are in now.</summary>
    public string? DestinationBridgeUniqueId => Message.Text("DestBridgeUniqueid");

    /// <inheritdoc/>
    public static AttendedTransferEvent From(AmiMessage message) => new(message);
}
