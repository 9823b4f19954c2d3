using Tandem.Asterisk.Actions;
using Tandem.Asterisk.Live.Functions;
using Tandem.Pbx.Commands;

namespace Tandem.Asterisk.Live.Steering;

/// <summary>What an Asterisk can do for the user who is logged in: of which actions a command is made, and what of the dialplan it needs.</summary>
internal sealed class SteeringAbilities
{
    private static readonly (Capability Capability, string[] Actions, Func<AsteriskDialplan, string?>? Place, string? Setting)[] Table =
    [
        (Capability.Call, ["Originate"], null, null),
        (Capability.HangUp, ["Hangup"], null, null),
        (Capability.Hold, ["Redirect", "Bridge"], dialplan => dialplan.HoldContext, nameof(AsteriskDialplan.HoldContext)),
        (Capability.BlindTransfer, ["BlindTransfer"], null, null),
        (Capability.AttendedTransfer, ["Bridge", "Atxfer"], null, null),
        (Capability.Park, ["Park", "Redirect"], null, null),
        (Capability.PickUp, ["Originate"], null, null),
        (Capability.Redirect, ["Redirect"], null, null),
        (Capability.Record, ["MixMonitor", "StopMixMonitor", "MixMonitorMute"], null, null),
        (Capability.Mute, ["MuteAudio"], null, null),
        (Capability.SendDtmf, ["PlayDTMF"], null, null),
        (Capability.Play, ["Originate"], dialplan => dialplan.PlayContext, nameof(AsteriskDialplan.PlayContext)),
        (Capability.Spy, ["Originate"], null, null),
        (Capability.Whisper, ["Originate"], null, null),
        (Capability.Barge, ["Originate"], null, null),
        (Capability.Conference, ["Redirect", "ConfbridgeKick", "ConfbridgeLock", "ConfbridgeUnlock"], dialplan => dialplan.ConferenceExtension, nameof(AsteriskDialplan.ConferenceExtension)),
        (Capability.QueueMembers, ["QueueAdd", "QueueRemove", "QueuePause"], null, null),
        (Capability.DoNotDisturb, ["DBPut", "DBDel"], null, null),
        (Capability.Forward, ["DBPut", "DBDel"], null, null),
        (Capability.Voicemail, ["Redirect"], dialplan => dialplan.VoicemailExtension, nameof(AsteriskDialplan.VoicemailExtension)),
        (Capability.Presence, ["Setvar"], null, null),
        (Capability.Variables, ["Setvar"], null, null),
        (AsteriskCapability.Database, ["DBGet", "DBPut", "DBDel"], null, null),
        (AsteriskCapability.DeviceState, ["Setvar"], null, null),
        (AsteriskCapability.GlobalVariables, ["Getvar", "Setvar"], null, null),
        (AsteriskCapability.Digits, ["Originate"], null, null),
        (AsteriskCapability.Announcements, ["Originate"], null, null),
        (AsteriskCapability.Mailboxes, ["VoicemailUsersList"], null, null),
        (AsteriskCapability.QueueLog, ["QueueLog"], null, null),
        (AsteriskCapability.ExtensionState, ["ExtensionState"], null, null),
    ];


    private SteeringAbilities(CapabilitySet capabilities, IReadOnlyList<MissingCapability> missing)
    {
        Capabilities = capabilities;
        Missing = missing;
    }

    /// <summary>Nothing, as before the first connection.</summary>
    public static SteeringAbilities None { get; } = new(CapabilitySet.None, []);

    /// <summary>The capabilities.</summary>
    public CapabilitySet Capabilities { get; }

    /// <summary>The capabilities that are not there, and why.</summary>
    public IReadOnlyList<MissingCapability> Missing { get; }

    /// <summary>Finds out what can be done.</summary>
    /// <param name="permissions">The actions that are loaded and that the user may send.</param>
    /// <param name="dialplan">What the dialplan has.</param>
    public static SteeringAbilities Of(AmiPermissions permissions, AsteriskDialplan dialplan)
    {
        var present = new List<Capability>();
        var missing = new List<MissingCapability> { new(Capability.Answer, "no action of Asterisk answers a phone; the phone itself does.") };
        foreach (var (capability, actions, place, setting) in Table)
        {
            if (permissions.Missing(actions) is [var action, ..])
            {
                missing.Add(new MissingCapability(capability, $"Asterisk does not know {action}, or does not let this user send it."));
            }
            else if (place is not null && place(dialplan) is null)
            {
                missing.Add(new MissingCapability(capability, $"the setting {setting} says nothing."));
            }
            else
            {
                present.Add(capability);
            }
        }
        return new SteeringAbilities(CapabilitySet.Create([.. present]), missing);
    }

    /// <summary>Why a capability is missing; null when there is nothing to say.</summary>
    public string? WhyMissing(Capability capability) => Missing.FirstOrDefault(item => item.Capability == capability)?.Reason;
}
