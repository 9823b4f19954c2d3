using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A channel as an event shows it. What is empty or unknown is null.</summary>
/// <param name="Name">Its name, such as <c>PJSIP/1001-00000000</c>; it may change.</param>
/// <param name="UniqueId">Its id, which stays.</param>
/// <param name="LinkedId">The id of the oldest channel that it is or was connected with.</param>
/// <param name="State">Its state, 0 to 9: 0 down, 4 ring, 5 ringing, 6 up, 7 busy.</param>
/// <param name="CallerNumber">The number of who it is.</param>
/// <param name="CallerName">The name of who it is.</param>
/// <param name="ConnectedNumber">The number of whom it is connected to.</param>
/// <param name="ConnectedName">The name of whom it is connected to.</param>
/// <param name="Account">Its account code.</param>
/// <param name="Context">The context of the dialplan that it is in.</param>
/// <param name="Extension">The extension that it is in.</param>
/// <param name="Priority">The priority that it is at.</param>
public sealed record AmiChannel(
    string Name,
    string UniqueId,
    string? LinkedId,
    int? State,
    string? CallerNumber,
    string? CallerName,
    string? ConnectedNumber,
    string? ConnectedName,
    string? Account,
    string? Context,
    string? Extension,
    int? Priority)
{
    /// <summary>A channel of a message.</summary>
    /// <param name="message">An event, or an item of CoreShowChannels.</param>
    /// <param name="prefix">What the names of its headers begin with: nothing, <c>Dest</c>, <c>Transferee</c> and so on.</param>
    /// <returns>Null where the message has no such channel.</returns>
    public static AmiChannel? From(AmiMessage message, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.Text(prefix + "Channel") is { } name && message.Text(prefix + "Uniqueid") is { } uniqueId
            ? new AmiChannel(
                name,
                uniqueId,
                message.Text(prefix + "Linkedid"),
                message.Number(prefix + "ChannelState"),
                message.Text(prefix + "CallerIDNum"),
                message.Text(prefix + "CallerIDName"),
                message.Text(prefix + "ConnectedLineNum"),
                message.Text(prefix + "ConnectedLineName"),
                message.Text(prefix + "AccountCode"),
                message.Text(prefix + "Context"),
                message.Text(prefix + "Exten"),
                message.Number(prefix + "Priority"))
            : null;
    }
}
