using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Calls.Transfers;

namespace Tandem.Switch;

public sealed partial class SipSwitch
{
    // A target that rings is reached as far as a command can tell: who answers decides then.
    private static readonly TimeSpan TransferPatience = TimeSpan.FromSeconds(5);

    private async Task<CommandResult> CallAsync(CallCommand command, ObjectId extension)
    {
        if (await _domains.FindAsync(_accounts, extension.LocalId, CancellationToken.None) is not { } account)
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

    private async Task<CommandResult> AnswerAsync(Call leg) => await leg.AnswerAtPhoneAsync() switch
    {
        CallOutcome.Refused => CommandResult.Refused("The phone does not answer when it is told to (event talk): it is answered there, or its call is picked up elsewhere."),
        var outcome => Result(outcome, leg, "Only a phone that rings can be told to answer."),
    };

    private CommandResult HangUp(HangUpCommand command, Call leg)
    {
        leg.End(command.Cause ?? HangupCause.ManagerRequest);
        return CommandResult.Done(_model.Id(leg.Id), _state.Position);
    }

    private Task<CommandResult> RedirectAsync(RedirectCommand command, Call leg)
    {
        var (outcome, transfer) = _calls.Redirect(leg, command.To);
        return ResultAsync(outcome, transfer, leg, "The leg is not answered.");
    }

    private Task<CommandResult> TransferAsync(BlindTransferCommand command, Call leg)
    {
        var (outcome, transfer) = _calls.Transfer(leg, command.To, referral: null);
        return ResultAsync(outcome, transfer, leg);
    }

    private async Task<CommandResult> TransferAsync(AttendedTransferCommand command, Call leg)
    {
        var resolution = _state.Resolve(EntityKind.Channel, command.Consultation, command.Domain);
        if (resolution.Id is not { } id || _calls.Find(id.LocalId) is not { } other)
        {
            return resolution.IsAmbiguous
                ? CommandResult.Ambiguous(command.Consultation, resolution.Candidates)
                : CommandResult.NotFound(EntityKind.Channel, command.Consultation);
        }
        if (leg.Consultation is { } consultation && consultation.Asks(other))
        {
            return consultation.Complete() ? CommandResult.Done(_model.Id(leg.Id), _state.Position) : CommandResult.Refused("Nobody was asked yet.");
        }
        var transferring = _calls.TransferAsync(leg, other, referral: null);
        // To a phone that rings it is under way.
        await Task.WhenAny(transferring, Task.Delay(TransferPatience, _loop.TimeProvider));
        return transferring.IsCompleted ? Result(await transferring, leg) : CommandResult.Done(_model.Id(leg.Id), _state.Position);
    }

    private async Task<CommandResult> PickUpAsync(PickUpCommand command, ObjectId extension)
    {
        var resolution = _state.Resolve(EntityKind.Channel, command.Channel, command.Domain);
        if (resolution.IsAmbiguous)
        {
            return CommandResult.Ambiguous(command.Channel, resolution.Candidates);
        }
        if (resolution.Id is not { } id || _calls.Find(id.LocalId) is not { } ringing)
        {
            return CommandResult.NotFound(EntityKind.Channel, command.Channel);
        }
        if (await _domains.FindAsync(_accounts, extension.LocalId, CancellationToken.None) is not { } account)
        {
            return CommandResult.NotFound(EntityKind.Extension, command.Extension);
        }
        if (_domains.Of(account) != ringing.Home)
        {
            return CommandResult.Refused("It rings in another domain.");
        }
        return await _calls.PickUpAsync(account, ringing) switch
        {
            CallOutcome.Done => CommandResult.Done(_model.Id(ringing.Id), _state.Position),
            CallOutcome.Refused => CommandResult.Unavailable($"No phone of extension {extension.LocalId} is registered."),
            CallOutcome.Ended => CommandResult.Refused("Nothing rings there any more."),
            _ => CommandResult.Refused("Nothing rings there, or nobody picked it up."),
        };
    }

    private async Task<CommandResult> ResultAsync(CallOutcome outcome, Transfer? transfer, Call leg, string? notConnected = null)
    {
        if (transfer is null)
        {
            return Result(outcome, leg, notConnected);
        }
        await Task.WhenAny(transfer.Ringing, transfer.Outcome, Task.Delay(TransferPatience, _loop.TimeProvider));
        return transfer.Outcome.IsCompleted ? Result(await transfer.Outcome, leg) : CommandResult.Done(_model.Id(leg.Id), _state.Position);
    }

    private CommandResult Result(TransferResult result, Call leg) => result switch
    {
        { Cause: { } cause } when cause == HangupCause.UserBusy => CommandResult.Busy("The target is busy."),
        { Cause: { } cause, Outcome: CallOutcome.Refused } => CommandResult.Unavailable($"The target cannot be reached: {cause}."),
        _ => Result(result.Outcome, leg),
    };
}
