using System.Globalization;
using Tandem.Asterisk.Actions;
using Tandem.Asterisk.Live.Functions;
using Tandem.Asterisk.Messages;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live.Steering;

/// <summary>What an Asterisk alone can do: its database, devices, variables, announcements and lists.</summary>
internal sealed partial class AsteriskSteering
{
    private static readonly string[] DeviceStates = ["NOT_INUSE", "INUSE", "BUSY", "INVALID", "UNAVAILABLE", "RINGING", "RINGINUSE", "ONHOLD", "UNKNOWN"];

    public async Task<string?> GetDatabaseValueAsync(string family, string key, CancellationToken cancellationToken)
    {
        var action = new DatabaseGetAction { Family = SteeringText.Key(family, "family"), Key = SteeringText.Key(key, "key") };
        try
        {
            var entries = await Client.SendListAsync(action, cancellationToken).ConfigureAwait(false);
            return entries.Count > 0 ? entries[0]["Val"] : null;
        }
        catch (AmiActionException exception) when (exception.Error.Kind == AmiErrorKind.NotFound)
        {
            return null;
        }
    }

    public async Task<CommandResult> SetDatabaseValueAsync(string family, string key, string? value, CancellationToken cancellationToken)
    {
        await SetSettingAsync(
            SteeringText.Key(family, "family"), SteeringText.Key(key, "key"), value is null ? null : SteeringText.Text(value, "value"), cancellationToken).ConfigureAwait(false);
        return CommandResult.Done();
    }

    public async Task<CommandResult> SetDeviceStateAsync(string device, string state, CancellationToken cancellationToken)
    {
        var name = SteeringText.Name(device, "name of a custom device");
        if (!DeviceStates.Contains(state, StringComparer.OrdinalIgnoreCase))
        {
            return CommandResult.Refused($"'{SteeringText.Shown(state)}' is no state of a device: {string.Join(", ", DeviceStates)} are.");
        }
        await DoAsync(new SetVariableAction { Variable = $"DEVICE_STATE(Custom:{name})", Value = state.ToUpperInvariant() }, cancellationToken).ConfigureAwait(false);
        return CommandResult.Done();
    }

    public async Task<string?> GetVariableAsync(string name, CancellationToken cancellationToken)
    {
        var action = new GetVariableAction { Variable = SteeringText.Name(name, "name of a variable") };
        return (await Client.SendAsync(action, cancellationToken).ConfigureAwait(false)).EnsureSuccess()["Value"] ?? "";
    }

    public async Task<CommandResult> SetVariableAsync(string name, string value, CancellationToken cancellationToken)
    {
        await DoAsync(new SetVariableAction { Variable = SteeringText.Name(name, "name of a variable"), Value = SteeringText.Text(value, "value") }, cancellationToken).ConfigureAwait(false);
        return CommandResult.Done();
    }

    public Task<CommandResult> CallAndSendDigitsAsync(ObjectReference extension, string digits, CancellationToken cancellationToken) =>
        // The w leaves the phone half a second to listen.
        RingForAsync(extension, "SendDTMF", $"w{SteeringText.DtmfDigits(digits)}", number => number, cancellationToken);

    public async Task<CommandResult> RecordAnnouncementAsync(ObjectReference extension, string name, Action<string> tellFile, CancellationToken cancellationToken)
    {
        var file = $"{Dialplan.AnnouncementFolder.TrimEnd('/')}/{SteeringText.Name(name, "name of an announcement")}.wav";
        var result = await RingForAsync(extension, "Record", $"{file},,,k", number => $"REC {number}", cancellationToken).ConfigureAwait(false);
        tellFile(file);
        return result;
    }

    public async Task<IReadOnlyList<AsteriskMailbox>?> ListMailboxesAsync(CancellationToken cancellationToken)
    {
        var entries = await Client.SendListAsync("VoicemailUsersList", cancellationToken).ConfigureAwait(false);
        return [.. entries.Where(entry => entry.EventName == "VoicemailUserEntry").Select(AsteriskMailbox.Of)];
    }

    public async Task<CommandResult> WriteQueueLogAsync(string queue, string entry, string? member, string? text, string? uniqueId, CancellationToken cancellationToken)
    {
        // The log is divided by vertical bars, one line an entry.
        await DoAsync(
            new QueueLogAction
            {
                Queue = SteeringText.Key(queue, "name of a queue"),
                EventName = SteeringText.Name(entry, "entry of the log"),
                Interface = member is null ? null : SteeringText.LogText(member, "member"),
                Text = text is null ? null : SteeringText.LogText(text, "text"),
                UniqueId = uniqueId is null ? "tandem" : SteeringText.Key(uniqueId, "id of a call"),
            },
            cancellationToken).ConfigureAwait(false);
        return CommandResult.Done();
    }

    public async Task<AsteriskExtensionState?> GetExtensionStateAsync(string extension, string? context, CancellationToken cancellationToken)
    {
        var action = new ExtensionStateAction { Extension = SteeringText.Number(extension), Context = context is null ? Dialplan.CallContext : SteeringText.Name(context, "name of a context") };
        var response = (await Client.SendAsync(action, cancellationToken).ConfigureAwait(false)).EnsureSuccess();
        var status = int.TryParse(response["Status"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return new AsteriskExtensionState(status, response["StatusText"], response["Hint"]);
    }

    public async Task<IReadOnlyList<string>?> GetRecallsAsync(string extension, CancellationToken cancellationToken)
    {
        var value = await GetDatabaseValueAsync(RecallFamily, SteeringText.Number(extension), cancellationToken).ConfigureAwait(false);
        return value?.Split('&', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
    }

    public Task<CommandResult> SetRecallsAsync(string extension, IReadOnlyList<string> callers, CancellationToken cancellationToken)
    {
        var value = string.Join('&', callers.Select(SteeringText.Number).Distinct(StringComparer.Ordinal));
        return SetDatabaseValueAsync(RecallFamily, SteeringText.Number(extension), value.Length == 0 ? null : value, cancellationToken);
    }

    private string RecallFamily => Required(options().Model.Families.RecallOnBusy, AsteriskCapability.Database);

    private Task<CommandResult> RingForAsync(ObjectReference extension, string application, string data, Func<string, string> callerId, CancellationToken cancellationToken)
    {
        var found = shown.Resolve(EntityKind.Extension, extension);
        if (found.IsAmbiguous)
        {
            return Task.FromResult(CommandResult.Ambiguous(extension, found.Candidates));
        }
        if (found.Id is not { } id || !shown.TryGet(id, out Extension? own))
        {
            return Task.FromResult(CommandResult.NotFound(EntityKind.Extension, extension));
        }
        var call = new OriginateAction { Channel = Device(own.Number), Application = application, ApplicationData = data, CallerId = callerId(own.Number), RingTimeout = RingTimeout };
        return RingAsync(own.Number, call, id: null, cancellationToken);
    }
}
