using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Switch;

public sealed partial class SipSwitch
{
    /// <inheritdoc/>
    public async ValueTask<CommandResult> ExecuteAsync(PbxCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (!Capabilities.Contains(command.Capability))
        {
            return CommandResult.NotSupported(command.Capability);
        }
        var resolution = _state.Resolve(command.TargetKind, command.Target, command.Domain);
        if (resolution.IsAmbiguous)
        {
            return CommandResult.Ambiguous(command.Target, resolution.Candidates);
        }
        if (resolution.Id is not { } id)
        {
            return CommandResult.NotFound(command.TargetKind, command.Target);
        }
        return await _loop.RunAsync(() => command switch
        {
            CallCommand call => CallAsync(call, id),
            HangUpCommand hangUp => Task.FromResult(HangUp(hangUp, id)),
            _ => Task.FromResult(CommandResult.NotSupported(command.Capability)),
        }).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<CommandResult> CallAsync(CallCommand command, ObjectId extension)
    {
        if (await _accounts.FindAsync(extension.LocalId, _options.Realm, CancellationToken.None) is not { } account)
        {
            return CommandResult.NotFound(EntityKind.Extension, command.From);
        }
        if (!_admission.HasFreePorts)
        {
            return CommandResult.Unavailable("Too few media ports are free for another call.");
        }
        return await _calls.OriginateAsync(account, command.To, command.CallerId, command.Timeout) is { } conversation
            ? CommandResult.Done(_model.Id(conversation), _state.Position)
            : CommandResult.Unavailable($"No phone of extension {extension.LocalId} is registered.");
    }

    private CommandResult HangUp(HangUpCommand command, ObjectId channel)
    {
        if (_calls.Find(channel.LocalId) is not { } call)
        {
            return CommandResult.NotFound(EntityKind.Channel, command.Channel);
        }
        call.End(command.Cause ?? HangupCause.ManagerRequest);
        return CommandResult.Done(channel, _state.Position);
    }
}
