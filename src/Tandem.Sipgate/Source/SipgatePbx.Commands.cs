using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Sipgate.Calls;

namespace Tandem.Sipgate.Source;

public sealed partial class SipgatePbx
{
    /// <inheritdoc/>
    /// <remarks>A <see cref="CallCommand"/> is from an extension of sipgate's (<c>e0</c>, <c>p0</c>, <c>x0</c>, <c>y0</c>).</remarks>
    public async ValueTask<CommandResult> ExecuteAsync(PbxCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (!Capabilities.Contains(command.Capability))
        {
            return CommandResult.NotSupported(command.Capability);
        }
        try
        {
            return command is CallCommand call
                ? await CallAsync(call, cancellationToken).ConfigureAwait(false)
                : await SteerAsync(command, cancellationToken).ConfigureAwait(false);
        }
        catch (SipgateValidationException exception)
        {
            return CommandResult.Refused(exception.Message);
        }
        catch (SipgateNotFoundException)
        {
            return CommandResult.Refused("sipgate knows no such call that is up: it is over, or rings yet.");
        }
        catch (SipgateTimeoutException exception)
        {
            return CommandResult.TimedOut(exception.Message);
        }
        catch (SipgateConnectException exception)
        {
            return CommandResult.Unavailable(exception.Message);
        }
        catch (SipgateApiException exception) when ((int)exception.StatusCode < 500)
        {
            return CommandResult.Refused(exception.Message);
        }
        catch (SipgateException exception)
        {
            return CommandResult.Failed(exception.Message);
        }
    }

    private async Task<CommandResult> CallAsync(CallCommand command, CancellationToken cancellationToken)
    {
        if (command.Domain is { } domain && domain != _options.Domain)
        {
            return CommandResult.NotFound(EntityKind.Extension, command.From);
        }
        var from = ObjectId.TryParse(command.From.Text, out var id) && id.Source == Name ? id.LocalId : command.From.Text;
        var session = await _client.Calls.InitiateAsync(
            new NewCall { From = from, To = command.To, CallerId = command.CallerId?.Number }, cancellationToken).ConfigureAwait(false);
        _state.Write(ChangeKind.Offered, writer => _calls.Begin(writer, session, CallDirection.Outbound, from, command.To));
        return CommandResult.Done(_calls.Id(session), _state.Position);
    }

    private async Task<CommandResult> SteerAsync(PbxCommand command, CancellationToken cancellationToken)
    {
        var resolution = _state.Resolve(EntityKind.Channel, command.Target, command.Domain);
        if (resolution.Id is not { } id)
        {
            return resolution.IsAmbiguous
                ? CommandResult.Ambiguous(command.Target, resolution.Candidates)
                : CommandResult.NotFound(EntityKind.Channel, command.Target);
        }
        var callId = id.LocalId;
        switch (command)
        {
            case HangUpCommand:
                await _client.Rtcm.HangUpAsync(callId, cancellationToken).ConfigureAwait(false);
                break;
            case HoldCommand:
                await _client.Rtcm.HoldAsync(callId, true, cancellationToken).ConfigureAwait(false);
                Change(id, ChangeKind.Held, channel => channel with { Held = true });
                break;
            case ResumeCommand:
                await _client.Rtcm.HoldAsync(callId, false, cancellationToken).ConfigureAwait(false);
                Change(id, ChangeKind.Resumed, channel => channel with { Held = false });
                break;
            case MuteCommand mute:
                await _client.Rtcm.MuteAsync(callId, mute.Muted, cancellationToken).ConfigureAwait(false);
                Change(id, mute.Muted ? ChangeKind.Muted : ChangeKind.Unmuted, channel => channel with { Muted = mute.Muted });
                break;
            case StartRecordingCommand:
                await _client.Rtcm.RecordAsync(callId, recording: true, cancellationToken: cancellationToken).ConfigureAwait(false);
                Change(id, ChangeKind.RecordingStarted, channel => channel with { Recording = RecordingStatus.On });
                break;
            case StopRecordingCommand:
                await _client.Rtcm.RecordAsync(callId, recording: false, cancellationToken: cancellationToken).ConfigureAwait(false);
                Change(id, ChangeKind.RecordingStopped, channel => channel with { Recording = RecordingStatus.Off });
                break;
            case SendDtmfCommand keys:
                await _client.Rtcm.SendDtmfAsync(callId, keys.Digits, cancellationToken).ConfigureAwait(false);
                break;
            case PlayCommand play when Uri.TryCreate(play.Media, UriKind.Absolute, out var sound):
                await _client.Rtcm.AnnounceAsync(callId, sound, cancellationToken).ConfigureAwait(false);
                break;
            case PlayCommand:
                return CommandResult.Refused("sipgate plays what has an http or https address.");
            case BlindTransferCommand transfer:
                await _client.Rtcm.TransferAsync(callId, transfer.To, cancellationToken: cancellationToken).ConfigureAwait(false);
                break;
            default:
                return CommandResult.NotSupported(command.Capability);
        }
        return CommandResult.Done(id, _state.Position);
    }

    private void Change(ObjectId id, ChangeKind kind, Func<Channel, Channel> change) => _state.Write(kind, writer => writer.Update(id, change));
}
