using Tandem.Asterisk.Actions;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live.Steering;

/// <summary>Conferences.</summary>
internal sealed partial class AsteriskSteering
{
    private async Task<CommandResult> JoinAsync(JoinConferenceCommand command, CancellationToken cancellationToken)
    {
        var room = SteeringText.Number(command.Room);
        var extension = AsteriskDialplan.Fill(Dialplan.ConferenceExtension!, room);
        return await SendToAsync(Channel(command.Channel, command), Dialplan.TransferContext, extension, cancellationToken).ConfigureAwait(false);
    }

    private async Task<CommandResult> KickAsync(KickCommand command, CancellationToken cancellationToken)
    {
        var channel = Channel(command.Channel, command);
        if (channel.Room is not { } room)
        {
            return CommandResult.Refused($"{channel.Name} is in no conference.");
        }
        await DoAsync(
            new ConfbridgeKickAction { Conference = room, Channel = channel.Name },
            $"{channel.Name} out of {room}",
            message => message["Uniqueid"] == channel.UniqueId,
            cancellationToken,
            "ConfbridgeLeave",
            "Hangup").ConfigureAwait(false);
        return CommandResult.Done(channel.Id);
    }

    private async Task<CommandResult> LockAsync(LockConferenceCommand command, CancellationToken cancellationToken)
    {
        var id = Find(EntityKind.Conference, command.Conference, command);
        await DoAsync(new AmiAction(command.Locked ? "ConfbridgeLock" : "ConfbridgeUnlock") { { "Conference", id.LocalId } }, cancellationToken).ConfigureAwait(false);

        // No event tells of it: the list does.
        await Client.SendListAsync(new AmiAction("ConfbridgeListRooms"), null, cancellationToken).IgnoreRefusalAsync().ConfigureAwait(false);
        return CommandResult.Done(id);
    }

    private async Task<CommandResult> EndAsync(EndConferenceCommand command, CancellationToken cancellationToken)
    {
        var id = Find(EntityKind.Conference, command.Conference, command);
        await DoAsync(
            new ConfbridgeKickAction { Conference = id.LocalId, Channel = "all" },
            $"the end of {id.LocalId}",
            message => message["Conference"] == id.LocalId,
            cancellationToken,
            "ConfbridgeEnd").ConfigureAwait(false);
        return CommandResult.Done(id);
    }
}
