using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Switch.Calls;

namespace Tandem.Switch;

public sealed partial class SipSwitch
{
    private const int MostLabels = 64;
    private const int LongestLabel = 256;

    private async Task<CommandResult> SetAsync(ExtensionCommand command, ObjectId id)
    {
        var features = _model.FeaturesOf(id.LocalId);
        switch (command)
        {
            case SetDoNotDisturbCommand doNotDisturb:
                features = features with { DoNotDisturb = doNotDisturb.Enabled };
                break;
            case SetForwardCommand { To: { IsVoicemail: true } }:
                return CommandResult.NotSupported(Capability.Voicemail, "The exchange has no mailboxes.");
            case SetForwardCommand { To.Number: { } number } when number == _domains.Split(id.LocalId).User:
                return CommandResult.Refused("An extension is not forwarded to itself.");
            case SetForwardCommand { To.Number: { } number } when number.Length == 0 || (CallManager.IsAddress(number) && CallManager.ReadAddress(number) is null):
                return CommandResult.Refused($"'{number}' is neither a number nor a SIP address with a user.");
            case SetForwardCommand { Condition: var condition, To: var to }:
                features = condition switch
                {
                    ForwardCondition.Always => features with { ForwardAlways = to?.Number },
                    ForwardCondition.Busy => features with { ForwardBusy = to?.Number },
                    _ => features with { ForwardUnavailable = to?.Number },
                };
                break;
            default:
                return CommandResult.NotSupported(command.Capability);
        }
        try
        {
            await _features.SetAsync(features, CancellationToken.None);
        }
        catch (IOException exception)
        {
            return CommandResult.Failed($"It cannot be kept: {exception.Message.TrimEnd('.')}.");
        }
        _model.SetFeatures(features);
        return CommandResult.Done(id, _state.Position);
    }

    private CommandResult SetVariable(SetVariableCommand command, Call leg)
    {
        if (command.Name.Length is 0 or > LongestLabel || command.Value.Length > LongestLabel || command.Name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-')))
        {
            return CommandResult.Refused($"A name has letters, digits, _ and -; name and value have {LongestLabel} characters at most.");
        }
        if (_state.TryGet<Channel>(_model.Id(leg.Id), out var channel) && channel.Labels.Count >= MostLabels && !channel.Labels.Any(label => label.Name == command.Name))
        {
            return CommandResult.Refused($"A leg has {MostLabels} labels at most.");
        }
        _model.Label(leg, command.Name, command.Value);
        return CommandResult.Done(_model.Id(leg.Id), _state.Position);
    }
}
