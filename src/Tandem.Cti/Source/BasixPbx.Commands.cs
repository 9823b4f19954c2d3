using Tandem.Cti.Client;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Source;

public sealed partial class BasixPbx
{
    /// <inheritdoc/>
    public async ValueTask<CommandResult> ExecuteAsync(PbxCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (!Capabilities.Contains(command.Capability))
        {
            return CommandResult.NotSupported(command.Capability);
        }
        var resolution = _state.Resolve(EntityKind.Channel, command.Target, command.Domain);
        if (resolution.IsAmbiguous)
        {
            return CommandResult.Ambiguous(command.Target, resolution.Candidates);
        }
        if (resolution.Id is not { } id || !_state.TryGet(id, out Channel? channel))
        {
            return CommandResult.NotFound(EntityKind.Channel, command.Target);
        }
        if (!_isConnected)
        {
            return CommandResult.Unavailable($"The exchange '{Name}' is not connected.");
        }
        if (Translate(command, channel) is not { } request)
        {
            return CommandResult.Refused("The channel speaks with no other, or the one who is to listen has no channel.");
        }
        var result = await _client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return result.IsDone ? CommandResult.Done(id, _state.Position) : result;
    }

    private CtiCommand? Translate(PbxCommand command, Channel channel)
    {
        var uuid = channel.Id.LocalId;
        return command switch
        {
            HangUpCommand => new CtiCommand.HangUp(uuid),
            ParkCommand park => new CtiCommand.Park(uuid, park.Timeout),
            RedirectCommand redirect => new CtiCommand.Transfer(uuid, redirect.To),

            // What is transferred is the other side; the channel is that of who does it.
            BlindTransferCommand transfer when channel.BridgedWith.Count > 0 =>
                new CtiCommand.Transfer(channel.BridgedWith[0].LocalId, transfer.To, channel.User?.Id, channel.User?.Name),
            SpyCommand spy => Eavesdrop(spy.Listener, uuid, "spy"),
            WhisperCommand whisper => Eavesdrop(whisper.Listener, uuid, "whisper"),
            BargeCommand barge => Eavesdrop(barge.Listener, uuid, "barge"),
            _ => null,
        };
    }

    private CtiCommand.Eavesdrop? Eavesdrop(ObjectReference listener, string target, string subcommand) =>
        _state.Resolve(EntityKind.Channel, listener).Id is { } id ? new CtiCommand.Eavesdrop(id.LocalId, target, subcommand) : null;
}
