using Tandem.Asterisk.Actions;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live.Steering;

/// <summary>What people set at their phones: do not disturb, forwards, presence.</summary>
internal sealed partial class AsteriskSteering
{
    private static readonly string[] Presences = ["available", "away", "xa", "dnd", "chat", "unavailable", "not_set"];

    private async Task<CommandResult> SetDoNotDisturbAsync(SetDoNotDisturbCommand command, CancellationToken cancellationToken)
    {
        var families = options().Model.Families;
        var extension = Extension(command.Extension, command);
        await SetSettingAsync(Required(families.DoNotDisturb, Capability.DoNotDisturb), extension.Number, command.Enabled ? "YES" : null, cancellationToken).ConfigureAwait(false);
        if (families.DoNotDisturbDevice.Length > 0)
        {
            // The lamps of other phones look at this device.
            await DoAsync(
                new SetVariableAction { Variable = $"DEVICE_STATE({families.DoNotDisturbDevice}{extension.Number})", Value = command.Enabled ? "BUSY" : "NOT_INUSE" },
                cancellationToken).ConfigureAwait(false);
        }
        return CommandResult.Done(extension.Id);
    }

    private async Task<CommandResult> SetForwardAsync(SetForwardCommand command, CancellationToken cancellationToken)
    {
        var families = options().Model.Families;
        var family = command.Condition switch
        {
            ForwardCondition.Always => families.ForwardAlways,
            ForwardCondition.Busy => families.ForwardBusy,
            _ => families.ForwardUnavailable,
        };
        var extension = Extension(command.Extension, command);
        var value = command.To switch
        {
            null => null,
            { IsVoicemail: true } => families.VoicemailPrefix + extension.Number,
            var to => SteeringText.Number(to.Number!),
        };
        await SetSettingAsync(Required(family, Capability.Forward), extension.Number, value, cancellationToken).ConfigureAwait(false);
        return CommandResult.Done(extension.Id);
    }

    private async Task<CommandResult> SetPresenceAsync(SetPresenceCommand command, CancellationToken cancellationToken)
    {
        if (!Presences.Contains(command.Presence))
        {
            return CommandResult.Refused($"'{SteeringText.Shown(command.Presence)}' is no presence: {string.Join(", ", Presences)} are.");
        }
        var extension = Extension(command.Extension, command);
        var message = command.Message is { } text ? $",,{AmiSyntax.EscapeArgument(SteeringText.Text(text, "message"))}" : "";
        await DoAsync(
            new SetVariableAction { Variable = $"PRESENCE_STATE(CustomPresence:{extension.Number})", Value = command.Presence + message }, cancellationToken).ConfigureAwait(false);
        return CommandResult.Done(extension.Id);
    }

    /// <summary>Writes a setting or takes it away; the model is told here, as no event tells of it.</summary>
    private async Task SetSettingAsync(string family, string number, string? value, CancellationToken cancellationToken)
    {
        if (value is null)
        {
            var response = await Client.SendAsync(new DatabaseDeleteAction { Family = family, Key = number }, cancellationToken).ConfigureAwait(false);

            // What is not there need not be taken away.
            if (response.Error is { } error && error.Kind is AmiErrorKind.PermissionDenied or AmiErrorKind.UnknownAction)
            {
                response.EnsureSuccess();
            }
        }
        else
        {
            await DoAsync(new DatabasePutAction { Family = family, Key = number, Value = value }, cancellationToken).ConfigureAwait(false);
        }
        lock (gate)
        {
            model.TakeSetting(family, number, value);
        }
    }

    private static string Required(string family, Capability capability) =>
        family.Length > 0 ? family : throw new SteeringException(CommandResult.NotSupported(capability, "the settings name no family of AstDB for it."));
}
