using Tandem.Asterisk.Actions;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live.Steering;

/// <summary>Members of queues, with the entries in the queue log that reports are made of.</summary>
internal sealed partial class AsteriskSteering
{
    private async Task<CommandResult> AddMemberAsync(AddQueueMemberCommand command, CancellationToken cancellationToken)
    {
        var queue = Find(EntityKind.Queue, command.Queue, command);
        var extension = Extension(command.Extension, command);
        var device = AsteriskDialplan.Fill(Dialplan.QueueInterface, extension.Number);
        await DoAsync(
            new QueueAddAction
            {
                Queue = queue.LocalId,
                Interface = device,
                MemberName = extension.Name,
                StateInterface = Dialplan.QueueStateInterface is { } state ? AsteriskDialplan.Fill(state, extension.Number) : null,
                Penalty = command.Penalty,
            },
            $"{extension.Number} in {queue.LocalId}",
            message => message["Queue"] == queue.LocalId && message["Interface"] == device,
            cancellationToken,
            "QueueMemberAdded").ConfigureAwait(false);
        await LogAsync(queue.LocalId, "ADDMEMBER", extension.Name ?? extension.Number, device, cancellationToken).ConfigureAwait(false);
        return CommandResult.Done(MemberId(queue, extension.Number));
    }

    private async Task<CommandResult> RemoveMemberAsync(RemoveQueueMemberCommand command, CancellationToken cancellationToken)
    {
        var queue = Find(EntityKind.Queue, command.Queue, command);
        var extension = Extension(command.Extension, command);
        var device = InterfaceOf(queue, extension.Number);
        await DoAsync(
            new QueueRemoveAction { Queue = queue.LocalId, Interface = device },
            $"{extension.Number} out of {queue.LocalId}",
            message => message["Queue"] == queue.LocalId && message["Interface"] == device,
            cancellationToken,
            "QueueMemberRemoved").ConfigureAwait(false);
        await LogAsync(queue.LocalId, "REMOVEMEMBER", extension.Name ?? extension.Number, device, cancellationToken).ConfigureAwait(false);
        return CommandResult.Done(queue);
    }

    private async Task<CommandResult> PauseMemberAsync(PauseQueueMemberCommand command, CancellationToken cancellationToken)
    {
        var queue = Find(EntityKind.Queue, command.Queue, command);
        var extension = Extension(command.Extension, command);
        var device = InterfaceOf(queue, extension.Number);
        await DoAsync(
            new QueuePauseAction { Queue = queue.LocalId, Interface = device, IsPaused = command.Paused, Reason = command.Reason is { } reason ? SteeringText.Text(reason, "reason") : null },
            $"{extension.Number} {(command.Paused ? "paused" : "back")} in {queue.LocalId}",
            message => message["Queue"] == queue.LocalId && message["Interface"] == device,
            cancellationToken,
            "QueueMemberPause").ConfigureAwait(false);
        return CommandResult.Done(MemberId(queue, extension.Number));
    }

    private Task LogAsync(string queue, string what, string member, string device, CancellationToken cancellationToken) => Client.SendAsync(
        new QueueLogAction { Queue = queue, EventName = what, UniqueId = "tandem", Interface = member, Text = device }, cancellationToken);

    /// <summary>How the queue itself names a member that it has; who was made one elsewhere may have another device.</summary>
    private string InterfaceOf(ObjectId queue, string number)
    {
        lock (gate)
        {
            return model.InterfaceOf(MemberId(queue, number)) ?? AsteriskDialplan.Fill(Dialplan.QueueInterface, number);
        }
    }

    private ObjectId MemberId(ObjectId queue, string number) => Id($"{queue.LocalId}/{number}");
}
