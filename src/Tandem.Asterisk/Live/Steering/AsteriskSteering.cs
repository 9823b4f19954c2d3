using Tandem.Asterisk.Actions;
using Tandem.Asterisk.Messages;
using Tandem.Pbx;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live.Steering;

/// <summary>
/// Carries commands out by actions, and says how they came out: not that Asterisk took an action, but that what was asked for happened. For any
/// number of threads.
/// </summary>
internal sealed partial class AsteriskSteering(IPbxModel shown, LiveModel model, Lock gate, Func<AmiClient?> client, Func<AsteriskPbxOptions> options, TimeProvider clock)
{
    // What an action causes is told within the same second; a phone that is asked to ring may take its time.
    private static readonly TimeSpan EffectPatience = TimeSpan.FromSeconds(5);

    private AsteriskDialplan Dialplan => options().Dialplan;

    /// <summary>Carries a command out.</summary>
    /// <param name="command">The command; of a capability that is there.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask<CommandResult> ExecuteAsync(PbxCommand command, CancellationToken cancellationToken) =>
        GuardAsync(command.Capability, () => RunAsync(command, cancellationToken));

    /// <summary>Does some work, and makes of what is expected to fail a result.</summary>
    /// <param name="capability">What the work needs.</param>
    /// <param name="work">The work.</param>
    public async ValueTask<CommandResult> GuardAsync(Capability capability, Func<Task<CommandResult>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (SteeringException exception)
        {
            return exception.Result;
        }
        catch (AmiActionException exception)
        {
            return exception.Error.Kind is AmiErrorKind.PermissionDenied or AmiErrorKind.UnknownAction
                ? CommandResult.NotSupported(capability, exception.Error.ToString())
                : CommandResult.Refused(exception.Error.ToString());
        }
        catch (AmiTimeoutException exception)
        {
            return CommandResult.TimedOut(exception.Message);
        }
        catch (AmiDisconnectedException exception)
        {
            return exception.OutcomeUnknown ? CommandResult.TimedOut(exception.Message) : CommandResult.Unavailable(exception.Message);
        }
    }

    private Task<CommandResult> RunAsync(PbxCommand command, CancellationToken cancellationToken) => command switch
    {
        CallCommand call => CallAsync(call, cancellationToken),
        HangUpCommand hangUp => HangUpAsync(hangUp, cancellationToken),
        HoldCommand hold => HoldAsync(hold, cancellationToken),
        ResumeCommand resume => ResumeAsync(resume, cancellationToken),
        BlindTransferCommand transfer => TransferAsync(transfer, cancellationToken),
        ConsultCommand consult => ConsultAsync(consult, cancellationToken),
        AttendedTransferCommand transfer => TransferAsync(transfer, cancellationToken),
        RedirectCommand redirect => RedirectAsync(redirect, cancellationToken),
        DepositVoicemailCommand deposit => DepositAsync(deposit, cancellationToken),
        ParkCommand park => ParkAsync(park, cancellationToken),
        RetrieveCommand retrieve => RetrieveAsync(retrieve, cancellationToken),
        PickUpCommand pickUp => PickUpAsync(pickUp, cancellationToken),
        StartRecordingCommand record => RecordAsync(record, cancellationToken),
        PauseRecordingCommand pause => PauseRecordingAsync(pause.Channel, paused: true, command, cancellationToken),
        ResumeRecordingCommand resume => PauseRecordingAsync(resume.Channel, paused: false, command, cancellationToken),
        StopRecordingCommand stop => StopRecordingAsync(stop, cancellationToken),
        MuteCommand mute => MuteAsync(mute, cancellationToken),
        SendDtmfCommand digits => SendDigitsAsync(digits, cancellationToken),
        PlayCommand play => PlayAsync(play, cancellationToken),
        SpyCommand spy => SpyAsync(spy.Channel, spy.Listener, "qS", command, cancellationToken),
        WhisperCommand whisper => SpyAsync(whisper.Channel, whisper.Listener, "wqS", command, cancellationToken),
        BargeCommand barge => SpyAsync(barge.Channel, barge.Listener, "BqS", command, cancellationToken),
        JoinConferenceCommand join => JoinAsync(join, cancellationToken),
        KickCommand kick => KickAsync(kick, cancellationToken),
        LockConferenceCommand locking => LockAsync(locking, cancellationToken),
        EndConferenceCommand end => EndAsync(end, cancellationToken),
        AddQueueMemberCommand add => AddMemberAsync(add, cancellationToken),
        RemoveQueueMemberCommand remove => RemoveMemberAsync(remove, cancellationToken),
        PauseQueueMemberCommand pause => PauseMemberAsync(pause, cancellationToken),
        SetDoNotDisturbCommand disturb => SetDoNotDisturbAsync(disturb, cancellationToken),
        SetForwardCommand forward => SetForwardAsync(forward, cancellationToken),
        SetPresenceCommand presence => SetPresenceAsync(presence, cancellationToken),
        SetVariableCommand variable => SetVariableAsync(variable, cancellationToken),
        _ => Task.FromResult(CommandResult.NotSupported(command.Capability)),
    };

    private AmiClient Client => client() ?? throw new SteeringException(CommandResult.Unavailable($"'{options().Name}' has not been started."));

    private ObjectId Id(string localId) => new(options().Name, localId);

    private SteeredChannel Channel(ObjectReference reference, PbxCommand command)
    {
        var id = Find(EntityKind.Channel, reference, command);
        lock (gate)
        {
            return model.Steered(id) ?? throw new SteeringException(CommandResult.NotFound(EntityKind.Channel, reference));
        }
    }

    private Extension Extension(ObjectReference reference, PbxCommand command) =>
        shown.TryGet(Find(EntityKind.Extension, reference, command), out Extension? extension)
            ? extension
            : throw new SteeringException(CommandResult.NotFound(EntityKind.Extension, reference));

    private ObjectId Find(EntityKind kind, ObjectReference reference, PbxCommand command)
    {
        var found = shown.Resolve(kind, reference, command.Domain);
        return found.IsAmbiguous
            ? throw new SteeringException(CommandResult.Ambiguous(reference, found.Candidates))
            : found.Id ?? throw new SteeringException(CommandResult.NotFound(kind, reference));
    }

    private string Device(string number)
    {
        lock (gate)
        {
            return model.DeviceOf(number, Dialplan.CallContext);
        }
    }

    private async Task DoAsync(IAmiAction action, CancellationToken cancellationToken) =>
        (await Client.SendAsync(action, cancellationToken).ConfigureAwait(false)).EnsureSuccess();

    /// <summary>Sends an action, and waits for the event that shows what it did.</summary>
    private async Task<AmiMessage> DoAsync(IAmiAction action, string effect, Func<AmiMessage, bool> isEffect, CancellationToken cancellationToken, params string[] events)
    {
        var ami = Client;
        using var stream = ami.EventsAsync(events);
        (await ami.SendAsync(action, cancellationToken).ConfigureAwait(false)).EnsureSuccess();
        using var patience = new CancellationTokenSource(EffectPatience, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await foreach (var message in stream.WithCancellation(stop.Token).ConfigureAwait(false))
            {
                if (isEffect(message))
                {
                    return message;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing came.
        }
        throw new SteeringException(CommandResult.TimedOut($"Asterisk took the action, and {effect} was not seen within {EffectPatience.TotalSeconds:0} s."));
    }

    /// <summary>Rings the phones of an extension, and waits until they are answered.</summary>
    private async Task<CommandResult> RingAsync(string number, OriginateAction call, ObjectId? id, CancellationToken cancellationToken)
    {
        var result = await Client.OriginateAsync(call, cancellationToken).ConfigureAwait(false);
        return result.Outcome switch
        {
            OriginateOutcome.Answered => CommandResult.Done(id ?? Id(result.ChannelId)),
            OriginateOutcome.Busy => CommandResult.Busy($"{number} is busy."),
            OriginateOutcome.HungUp => CommandResult.Refused($"{number} declined."),
            OriginateOutcome.NotAnswered => CommandResult.Unavailable($"{number} did not answer within {call.RingTimeout.TotalSeconds:0} s."),
            OriginateOutcome.Congestion => CommandResult.Unavailable($"{number} cannot be reached: congestion."),
            _ => CommandResult.Unavailable($"{number} cannot be reached."),
        };
    }
}
