using Tandem.Asterisk.Actions;
using Tandem.Asterisk.Messages;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live.Steering;

/// <summary>Recording, playing and listening in.</summary>
internal sealed partial class AsteriskSteering
{
    private async Task<CommandResult> RecordAsync(StartRecordingCommand command, CancellationToken cancellationToken)
    {
        var channel = Channel(command.Channel, command);
        var other = channel.Partners.Count > 0 ? channel.Partners[0].Number : "";
        var file = Dialplan.RecordingPath(clock.GetUtcNow(), channel.Number, other, channel.UniqueId);
        if (Dialplan.TellsRecordings)
        {
            await TellRecordingAsync(channel.Name, file, cancellationToken).ConfigureAwait(false);
        }
        await DoAsync(new MixMonitorAction { Channel = channel.Name, File = file, MixMonitorOptions = "a" }, cancellationToken).ConfigureAwait(false);
        return CommandResult.Done(channel.Id);
    }

    private async Task<CommandResult> PauseRecordingAsync(ObjectReference reference, bool paused, PbxCommand command, CancellationToken cancellationToken)
    {
        var channel = Channel(reference, command);
        await DoAsync(new MixMonitorMuteAction { Channel = channel.Name, Direction = "both", IsMuted = paused }, cancellationToken).ConfigureAwait(false);
        return CommandResult.Done(channel.Id);
    }

    private async Task<CommandResult> StopRecordingAsync(StopRecordingCommand command, CancellationToken cancellationToken)
    {
        var channel = Channel(command.Channel, command);
        await DoAsync(new StopMixMonitorAction { Channel = channel.Name }, cancellationToken).ConfigureAwait(false);
        return CommandResult.Done(channel.Id);
    }

    // The variables by which FreePBX's own key for recording tells its call records.
    private async Task TellRecordingAsync(string channel, string file, CancellationToken cancellationToken)
    {
        foreach (var (variable, value) in new[] { ("ONETOUCH_REC", "RECORDING"), ("REC_STATUS", "RECORDING"), ("CDR(recordingfile)", Path.GetFileName(file)), ("ONETOUCH_RECFILE", file) })
        {
            await DoAsync(new SetVariableAction { Channel = channel, Variable = $"MASTER_CHANNEL({variable})", Value = value }, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<CommandResult> PlayAsync(PlayCommand command, CancellationToken cancellationToken)
    {
        var channel = Channel(command.Channel, command);
        var sound = SoundOf(command.Media);

        // One half of a Local hop plays the file, the other whispers it to the party.
        var call = new OriginateAction
        {
            Channel = $"Local/s@{Dialplan.PlayContext}/n",
            Application = "ChanSpy",
            ApplicationData = $"{channel.Name},wqSX",
            RingTimeout = RingTimeout,
            Variables = [new("TANDEM_SOUND", sound)],
        };
        return RingAsync("The player", call, channel.Id, cancellationToken);
    }

    private Task<CommandResult> SpyAsync(ObjectReference reference, ObjectReference listener, string how, PbxCommand command, CancellationToken cancellationToken)
    {
        var channel = Channel(reference, command);
        var number = Extension(listener, command).Number;
        var call = new OriginateAction
        {
            Channel = Device(number),
            Application = "ChanSpy",
            ApplicationData = $"{channel.Name},{how}",
            CallerId = number,
            RingTimeout = RingTimeout,
        };
        return RingAsync(number, call, id: null, cancellationToken);
    }

    /// <summary>A file below Asterisk's sounds, or a URL for its http cache.</summary>
    private static string SoundOf(string media)
    {
        var text = SteeringText.Text(media, "sound");
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return url.AbsoluteUri.AsSpan().IndexOfAny(",&|\"\\${}") < 0 ? url.AbsoluteUri : throw new SteeringException($"'{SteeringText.Shown(text)}' has letters that the dialplan reads in its own way.");
        }
        var isPath = text.Length > 0 && !text.StartsWith('/') && text.Split('/').All(part => part.Length > 0 && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'));
        return isPath ? text : throw new SteeringException($"'{SteeringText.Shown(text)}' is no sound: a path of letters, digits, _ and - below Asterisk's sounds, without an ending, or a URL is wanted.");
    }
}
