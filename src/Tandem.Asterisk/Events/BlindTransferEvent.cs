using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A party was transferred without being announced.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record BlindTransferEvent(AmiMessage Message) : IAmiEvent<BlindTransferEvent>
{
    /// <summary><c>BlindTransfer</c>.</summary>
    public static string EventName => "BlindTransfer";

    /// <summary>The channel that transfers.</summary>
    public AmiChannel? Transferer => AmiChannel.From(Message, "Transferer");

    /// <summary>The channel that is transferred; null where there are several.</summary>
    public AmiChannel? Transferee => AmiChannel.From(Message, "Transferee");

    /// <summary>Success, or why not.</summary>
    public string? Result => Message.Text("Result");

    /// <summary>The bridge that they were in.</summary>
    public string? BridgeUniqueId => Message.Text("BridgeUniqueid");

    /// <summary>Whether a phone did it, and not Asterisk.</summary>
    public bool? IsExternal => Message.Flag("IsExternal");

    /// <summary>The context transferred to.</summary>
    public string? Context => Message.Text("Context");

    /// <summary>The extension transferred to.</summary>
    public string? Extension => Message.Text("Extension");

    /// <inheritdoc/>
    public static BlindTransferEvent From(AmiMessage message) => new(message);
}
