using System.Collections.Concurrent;
using System.Globalization;
using Tandem.Asterisk.Actions;
using Tandem.Asterisk.Messages;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live.Steering;

/// <summary>What brings channels elsewhere: transfers, redirects, parking, pick-up, hold.</summary>
internal sealed partial class AsteriskSteering
{
    /// <summary>Who is held by whom: by the unique id of the one who holds, the other side's.</summary>
    private readonly ConcurrentDictionary<string, ObjectId> _held = new(StringComparer.Ordinal);

    private async Task<CommandResult> TransferAsync(BlindTransferCommand command, CancellationToken cancellationToken)
    {
        var to = Prefixed(SteeringText.Number(command.To));
        var channel = Channel(command.Channel, command);
        RequirePartner(channel);

        // Here the answer itself says how it went: not permitted, invalid, failed.
        await DoAsync(new BlindTransferAction { Channel = channel.Name, Context = Dialplan.TransferContext, Extension = to }, cancellationToken).ConfigureAwait(false);
        return CommandResult.Done(channel.Id);
    }

    private async Task<CommandResult> ConsultAsync(ConsultCommand command, CancellationToken cancellationToken)
    {
        var to = Prefixed(SteeringText.Number(command.To));
        var channel = Channel(command.Channel, command);
        var partner = RequirePartner(channel);

        // Asterisk dials the digits as the phone would; the # ends them. It has begun when the other side is held or somebody is dialled for it.
        await DoAsync(
            new AttendedTransferAction { Channel = channel.Name, Extension = $"{to}#", Context = Dialplan.TransferContext },
            "the beginning of the consultation (the call may not allow transfers: options t and T of Dial)",
            message => message["Uniqueid"] == partner.UniqueId || message["Linkedid"] == channel.UniqueId || message["Uniqueid"] == channel.UniqueId,
            cancellationToken,
            "MusicOnHoldStart",
            "BridgeLeave",
            "DialBegin").ConfigureAwait(false);
        return CommandResult.Done(channel.Id);
    }

    private async Task<CommandResult> TransferAsync(AttendedTransferCommand command, CancellationToken cancellationToken)
    {
        var channel = Channel(command.Channel, command);
        var consultation = Channel(command.Consultation, command);
        var one = RequirePartner(channel);
        var other = RequirePartner(consultation);
        if (one.UniqueId == other.UniqueId || channel.UniqueId == consultation.UniqueId)
        {
            return CommandResult.Refused("The two channels belong to one call.");
        }
        var bridges = new Dictionary<string, string>(StringComparer.Ordinal);
        bool AreTogether(AmiMessage entered)
        {
            bridges[entered["Uniqueid"] ?? ""] = entered["BridgeUniqueid"] ?? "";
            return bridges.TryGetValue(one.UniqueId, out var first) && bridges.TryGetValue(other.UniqueId, out var second) && first == second;
        }
        await DoAsync(
            new BridgeAction { Channel1 = one.Name, Channel2 = other.Name }, $"{one.Name} with {other.Name}", AreTogether, cancellationToken, "BridgeEnter").ConfigureAwait(false);
        return CommandResult.Done(Id(one.UniqueId));
    }

    private async Task<CommandResult> RedirectAsync(RedirectCommand command, CancellationToken cancellationToken)
    {
        var to = Prefixed(SteeringText.Number(command.To));
        return await SendToAsync(Channel(command.Channel, command), Dialplan.TransferContext, to, cancellationToken).ConfigureAwait(false);
    }

    private async Task<CommandResult> DepositAsync(DepositVoicemailCommand command, CancellationToken cancellationToken)
    {
        var id = Find(EntityKind.Mailbox, command.Mailbox, command).LocalId;
        var at = id.IndexOf('@', StringComparison.Ordinal);
        var box = SteeringText.Number(at < 0 ? id : id[..at]);
        return await SendToAsync(
            Channel(command.Channel, command), Dialplan.TransferContext, AsteriskDialplan.Fill(Dialplan.VoicemailExtension!, box), cancellationToken).ConfigureAwait(false);
    }

    private async Task<CommandResult> ParkAsync(ParkCommand command, CancellationToken cancellationToken)
    {
        if (command.Slot is not null)
        {
            return CommandResult.Refused("Asterisk chooses the slot itself.");
        }
        var channel = Channel(command.Channel, command);
        var back = channel.Partners.Count > 0 ? channel.Partners[0].Name : null;
        await DoAsync(
            new ParkAction
            {
                Channel = channel.Name,
                TimeoutChannel = back,
                ParkingLot = command.Lot is { } lot ? Find(EntityKind.ParkingLot, lot, command).LocalId : null,
                TimeoutMilliseconds = (int?)command.Timeout?.TotalMilliseconds,
            },
            $"{channel.Name} in a slot",
            message => message["ParkeeUniqueid"] == channel.UniqueId,
            cancellationToken,
            "ParkedCall").ConfigureAwait(false);
        return CommandResult.Done(shown.Snapshot().ParkedCalls.FirstOrDefault(call => call.Channel == channel.Id)?.Id ?? channel.Id);
    }

    private async Task<CommandResult> RetrieveAsync(RetrieveCommand command, CancellationToken cancellationToken)
    {
        var extension = Extension(command.Extension, command);
        var id = Find(EntityKind.ParkedCall, command.ParkedCall, command);
        SteeredChannel? parked;
        lock (gate)
        {
            parked = model.SteeredParked(id);
        }
        return parked is null
            ? CommandResult.NotFound(EntityKind.ParkedCall, command.ParkedCall)
            : await SendToAsync(parked, Dialplan.CallContext, extension.Number, cancellationToken).ConfigureAwait(false);
    }

    private Task<CommandResult> PickUpAsync(PickUpCommand command, CancellationToken cancellationToken)
    {
        var picker = Extension(command.Extension, command).Number;
        var ringing = Channel(command.Channel, command);
        var call = new OriginateAction
        {
            Channel = Device(picker),
            Application = "PickupChan",
            ApplicationData = ringing.Name,
            CallerId = picker,
            RingTimeout = RingTimeout,
        };
        return RingAsync(picker, call, ringing.Id, cancellationToken);
    }

    private async Task<CommandResult> HoldAsync(HoldCommand command, CancellationToken cancellationToken)
    {
        var channel = Channel(command.Channel, command);
        var partner = RequirePartner(channel);
        var place = Dialplan.HoldContext!;
        await DoAsync(
            new RedirectAction { Channel = partner.Name, Context = place, Extension = "s", ExtraChannel = channel.Name, ExtraContext = place, ExtraExtension = "s", ExtraPriority = 1 },
            $"{partner.Name} on hold",
            message => message["Uniqueid"] == partner.UniqueId,
            cancellationToken,
            "BridgeLeave",
            "MusicOnHoldStart").ConfigureAwait(false);
        ForgetEnded();
        _held[channel.UniqueId] = Id(partner.UniqueId);
        return CommandResult.Done(channel.Id);
    }

    private async Task<CommandResult> ResumeAsync(ResumeCommand command, CancellationToken cancellationToken)
    {
        var channel = Channel(command.Channel, command);
        var partner = _held.TryGetValue(channel.UniqueId, out var held) ? Steered(held) : null;
        if (partner is null)
        {
            return CommandResult.Refused($"{channel.Name} holds nobody.");
        }
        await DoAsync(
            new BridgeAction { Channel1 = channel.Name, Channel2 = partner.Name },
            $"{channel.Name} with {partner.Name}",
            message => message["Uniqueid"] == partner.UniqueId,
            cancellationToken,
            "BridgeEnter").ConfigureAwait(false);
        _held.TryRemove(channel.UniqueId, out _);
        return CommandResult.Done(channel.Id);
    }

    // Who hung up while he held, or was held, is not waited for.
    private void ForgetEnded()
    {
        foreach (var (holder, held) in _held)
        {
            if (Steered(Id(holder)) is null || Steered(held) is null)
            {
                _held.TryRemove(holder, out _);
            }
        }
    }

    private SteeredChannel? Steered(ObjectId id)
    {
        lock (gate)
        {
            return model.Steered(id);
        }
    }

    /// <summary>Sends a channel to a place in the dialplan, and waits until it is there. Asterisk says yes to places that do not exist; the channel ends then.</summary>
    private async Task<CommandResult> SendToAsync(SteeredChannel channel, string context, string extension, CancellationToken cancellationToken)
    {
        var seen = await DoAsync(
            new RedirectAction { Channel = channel.Name, Context = context, Extension = extension },
            string.Create(CultureInfo.InvariantCulture, $"{channel.Name} at {extension}@{context}"),
            message => message["Uniqueid"] == channel.UniqueId && (message.EventName == "Hangup" || (message["Exten"] == extension && message["Context"] == context)),
            cancellationToken,
            "Newexten",
            "Hangup").ConfigureAwait(false);
        return seen.EventName == "Hangup"
            ? CommandResult.Failed($"{channel.Name} ended on its way: there may be no {extension} in {context}.")
            : CommandResult.Done(channel.Id);
    }

    private static SteeredPartner RequirePartner(SteeredChannel channel) => channel.Partners switch
    {
        [var partner] => partner,
        [] => throw new SteeringException($"{channel.Name} talks to nobody."),
        _ => throw new SteeringException($"{channel.Name} talks to {channel.Partners.Count} others."),
    };
}
