using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Calls.Supervision;

namespace Tandem.Switch;

public sealed partial class SipSwitch
{
    private async Task<CommandResult> SuperviseAsync(ObjectReference listener, Call watched, SupervisionMode mode, string? domain)
    {
        var channel = _state.Resolve(EntityKind.Channel, listener, domain);
        if (channel.Id is { } id && _calls.Find(id.LocalId) is { } leg)
        {
            return Result(watched.Supervise(leg, mode), leg, "One of the legs is not answered, or they talk with each other.");
        }
        var extension = _state.Resolve(EntityKind.Extension, listener, domain);
        if (extension.IsAmbiguous || channel.IsAmbiguous)
        {
            return CommandResult.Ambiguous(listener, extension.IsAmbiguous ? extension.Candidates : channel.Candidates);
        }
        if (extension.Id is not { } number || await _domains.FindAsync(_accounts, number.LocalId, CancellationToken.None) is not { } account)
        {
            return CommandResult.NotFound(EntityKind.Extension, listener);
        }
        if (_domains.Of(account) != watched.Home)
        {
            return CommandResult.Refused("The leg is of another domain.");
        }
        return await _calls.SuperviseAsync(account, watched, mode) switch
        {
            CallOutcome.Done => CommandResult.Done(_model.Id(watched.Id), _state.Position),
            CallOutcome.Refused => CommandResult.Unavailable($"No phone of extension {account.Number} is registered."),
            CallOutcome.NotConnected => CommandResult.Refused("The leg is not answered, or the listener did not answer."),
            var outcome => Result(outcome, watched),
        };
    }

    private CommandResult Join(JoinConferenceCommand command, Call leg)
    {
        if (command.Room.Length is 0 or > 64 || command.Room.Any(c => char.IsControl(c) || c is ':' or '/'))
        {
            return CommandResult.Refused("A room has a name of 1 to 64 characters, without : and /.");
        }
        if (_options.Domains.Count > 0 && command.Room.Contains('@', StringComparison.Ordinal))
        {
            return CommandResult.Refused("A room has no @ in its name: each domain has its own rooms.");
        }
        var outcome = _calls.Join(leg, command.Room);
        return outcome == CallOutcome.Refused
            ? CommandResult.Refused($"The conference '{command.Room}' is locked.")
            : Result(outcome, leg, "The leg is not answered.");
    }

    private CommandResult Kick(Call leg)
    {
        if (leg.Room is null)
        {
            return CommandResult.Refused("The leg is in no conference.");
        }
        leg.End(HangupCause.ManagerRequest);
        return CommandResult.Done(_model.Id(leg.Id), _state.Position);
    }

    private CommandResult Steer(ConferenceCommand command, ObjectId id)
    {
        if (_calls.FindRoom(id.LocalId) is not { } room)
        {
            return CommandResult.NotFound(EntityKind.Conference, command.Conference);
        }
        switch (command)
        {
            case LockConferenceCommand { Locked: var locked }:
                _calls.Lock(room, locked);
                break;
            default:
                CallManager.End(room);
                break;
        }
        return CommandResult.Done(id, _state.Position);
    }
}
