using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Calls.Supervision;

namespace Tandem.Switch;

public sealed partial class SipSwitch
{
    private static readonly CapabilitySet Always =
    [
        Capability.Call, Capability.Answer, Capability.HangUp, Capability.Hold, Capability.BlindTransfer, Capability.AttendedTransfer, Capability.Redirect, Capability.PickUp,
        Capability.Mute, Capability.SendDtmf, Capability.Play, Capability.Spy, Capability.Whisper, Capability.Barge, Capability.Conference,
        Capability.DoNotDisturb, Capability.Forward, Capability.Variables,
    ];

    /// <inheritdoc/>
    public CapabilitySet Capabilities { get; }

    /// <inheritdoc/>
    public string? WhyMissing(Capability capability) =>
        capability == Capability.Record ? $"{nameof(SwitchOptions.Recordings)} names no folder for recordings." : null;

    /// <inheritdoc/>
    public async ValueTask<CommandResult> ExecuteAsync(PbxCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (!Capabilities.Contains(command.Capability))
        {
            return CommandResult.NotSupported(command.Capability, WhyMissing(command.Capability));
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
        return await _loop.RunAsync(() => ExecuteAsync(command, id)).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private Task<CommandResult> ExecuteAsync(PbxCommand command, ObjectId id) => command switch
    {
        CallCommand call => CallAsync(call, id),
        ChannelCommand channel => _calls.Find(id.LocalId) is { } leg ? ExecuteAsync(channel, leg) : NotFound(EntityKind.Channel, channel.Channel),
        PickUpCommand pickUp => PickUpAsync(pickUp, id),
        ExtensionCommand extension => SetAsync(extension, id),
        ConferenceCommand conference => Task.FromResult(Steer(conference, id)),
        _ => Task.FromResult(CommandResult.NotSupported(command.Capability)),
    };

    private async Task<CommandResult> ExecuteAsync(ChannelCommand command, Call leg) => command switch
    {
        AnswerCommand => await AnswerAsync(leg),
        HangUpCommand hangUp => HangUp(hangUp, leg),
        RedirectCommand redirect => await RedirectAsync(redirect, leg),
        HoldCommand => Result(await leg.HoldAsync(), leg),
        ResumeCommand => Result(await leg.ResumeAsync(), leg),
        MuteCommand mute => Result(await leg.MuteAsync(mute.Muted), leg),
        BlindTransferCommand transfer => await TransferAsync(transfer, leg),
        ConsultCommand consult => Result(_calls.Consult(leg, consult.To), leg),
        AttendedTransferCommand transfer => await TransferAsync(transfer, leg),
        SendDtmfCommand digits => SendDigits(digits, leg),
        PlayCommand play => await PlayAsync(play, leg),
        StartRecordingCommand => StartRecording(leg),
        PauseRecordingCommand => Result(leg.PauseRecording(true), leg, "The leg is not being recorded, or that is paused."),
        ResumeRecordingCommand => Result(leg.PauseRecording(false), leg, "The leg has no recording that is paused."),
        StopRecordingCommand => Result(await leg.StopRecordingAsync(), leg, "The leg is not being recorded."),
        SpyCommand spy => await SuperviseAsync(spy.Listener, leg, SupervisionMode.Spy, spy.Domain),
        WhisperCommand whisper => await SuperviseAsync(whisper.Listener, leg, SupervisionMode.Whisper, whisper.Domain),
        BargeCommand barge => await SuperviseAsync(barge.Listener, leg, SupervisionMode.Barge, barge.Domain),
        JoinConferenceCommand join => Join(join, leg),
        KickCommand => Kick(leg),
        SetVariableCommand variable => SetVariable(variable, leg),
        _ => CommandResult.NotSupported(command.Capability),
    };

    private CommandResult Result(CallOutcome outcome, Call leg, string? notConnected = null) => outcome switch
    {
        CallOutcome.Done => CommandResult.Done(_model.Id(leg.Id), _state.Position),
        CallOutcome.Ended => CommandResult.Refused("The call is over."),
        CallOutcome.NotConnected => CommandResult.Refused(notConnected ?? "The leg talks with nobody."),
        CallOutcome.Busy => CommandResult.Refused("Another change of the call is under way."),
        _ => CommandResult.Refused("It was refused: by the phone, or because nobody may be connected with himself."),
    };

    private static Task<CommandResult> NotFound(EntityKind kind, ObjectReference reference) => Task.FromResult(CommandResult.NotFound(kind, reference));
}
