using Tandem.Asterisk.Actions;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live.Steering;

/// <summary>Calls and hang-ups, digits, mute, variables.</summary>
internal sealed partial class AsteriskSteering
{
    private static readonly TimeSpan RingTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DigitGap = TimeSpan.FromMilliseconds(300);

    private Task<CommandResult> CallAsync(CallCommand command, CancellationToken cancellationToken)
    {
        var from = Extension(command.From, command).Number;
        var to = Prefixed(SteeringText.Number(command.To));
        var shownAs = command.CallerId is { } party ? CallerId(party) : from;
        var call = new OriginateAction
        {
            Channel = Device(from),
            Context = Dialplan.CallContext,
            Extension = to,
            CallerId = shownAs,
            Account = to,
            RingTimeout = command.Timeout ?? RingTimeout,
        };
        return RingAsync(from, call, id: null, cancellationToken);
    }

    private async Task<CommandResult> HangUpAsync(HangUpCommand command, CancellationToken cancellationToken)
    {
        var channel = Channel(command.Channel, command);
        await DoAsync(
            new HangupAction { Channel = channel.Name, Cause = command.Cause?.Q850 },
            $"the end of {channel.Name}",
            message => message["Uniqueid"] == channel.UniqueId,
            cancellationToken,
            "Hangup").ConfigureAwait(false);
        return CommandResult.Done(channel.Id);
    }

    private async Task<CommandResult> MuteAsync(MuteCommand command, CancellationToken cancellationToken)
    {
        var channel = Channel(command.Channel, command);
        await DoAsync(new MuteAudioAction { Channel = channel.Name, Direction = "in", IsMuted = command.Muted }, cancellationToken).ConfigureAwait(false);
        return CommandResult.Done(channel.Id);
    }

    private async Task<CommandResult> SendDigitsAsync(SendDtmfCommand command, CancellationToken cancellationToken)
    {
        var digits = SteeringText.DtmfDigits(command.Digits);
        var channel = Channel(command.Channel, command);
        for (var i = 0; i < digits.Length; i++)
        {
            if (i > 0)
            {
                await Task.Delay(DigitGap, clock, cancellationToken).ConfigureAwait(false);
            }
            await DoAsync(new PlayDtmfAction { Channel = channel.Name, Digit = digits[i].ToString() }, cancellationToken).ConfigureAwait(false);
        }
        return CommandResult.Done(channel.Id);
    }

    private async Task<CommandResult> SetVariableAsync(SetVariableCommand command, CancellationToken cancellationToken)
    {
        var name = SteeringText.Name(command.Name, "name of a variable");
        var value = SteeringText.Text(command.Value, "value");
        var channel = Channel(command.Channel, command);
        await DoAsync(new SetVariableAction { Channel = channel.Name, Variable = name, Value = value }, cancellationToken).ConfigureAwait(false);
        return CommandResult.Done(channel.Id);
    }

    /// <summary>An outside number as the dialplan wants it.</summary>
    private string Prefixed(string number)
    {
        var prefix = Dialplan.Prefix;
        if (prefix.Length == 0)
        {
            return number;
        }
        var dialled = number.StartsWith('+') ? $"00{number[1..]}" : number;
        lock (gate)
        {
            return model.IsExtension(dialled) || dialled.StartsWith("00", StringComparison.Ordinal) ? dialled : prefix + dialled;
        }
    }

    private static string CallerId(Party party)
    {
        var number = SteeringText.Number(party.Number ?? "");
        return party.Name is { Length: > 0 } name ? $"\"{SteeringText.Text(name, "name of the caller").Replace('"', '\'')}\" <{number}>" : number;
    }
}
