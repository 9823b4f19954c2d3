using System.Collections.Frozen;

namespace Tandem.Asterisk.Actions;

/// <summary>The classes that actions need, as an Asterisk 20 tells them: a user needs one of them.</summary>
internal static class AmiActionClasses
{
    // Classes, then the actions that need one of them.
    private static readonly (string Classes, string Actions)[] Table =
    [
        ("agent",
            """
            QueueAdd QueueLog QueueMemberRingInUse QueuePause QueuePenalty QueueRemove
            """),
        ("agi",
            """
            AGI
            """),
        ("aoc",
            """
            AOCMessage
            """),
        ("call",
            """
            Atxfer BlindTransfer Bridge CancelAtxfer ConfbridgeKick ConfbridgeLock ConfbridgeMute ConfbridgeSetSingleVideoSrc
            ConfbridgeUnlock ConfbridgeUnmute ControlPlayback FAXSession FAXSessions Park ParkedCalls Parkinglots PlayDTMF PlayMF
            Redirect SendFlash SendText Setvar
            """),
        ("call,reporting",
            """
            DeviceStateList ExtensionState ExtensionStateList Getvar MailboxCount MailboxStatus PresenceState PresenceStateList
            VoicemailBoxSummary VoicemailUsersList VoicemailUserStatus
            """),
        ("command",
            """
            Command
            """),
        ("config",
            """
            CreateConfig ListCategories UpdateConfig
            """),
        ("config,reporting",
            """
            ShowDialPlan
            """),
        ("message",
            """
            MessageSend
            """),
        ("originate",
            """
            Originate
            """),
        ("reporting",
            """
            ConfbridgeList ConfbridgeListRooms FAXStats
            """),
        ("system",
            """
            ConfbridgeStartRecord ConfbridgeStopRecord DBDel DBDelTree DBPut DialplanExtensionAdd DialplanExtensionRemove Filter
            MixMonitor ModuleCheck ModuleLoad MuteAudio PJSIPSetMaintenance PJSIPShowAors PJSIPShowAuths PJSIPShowContacts
            PJSIPShowEndpoint PJSIPShowEndpoints PJSIPShowRegistrationInboundContactStatuses PJSIPShowRegistrationsInbound
            PJSIPShowResourceLists PJSIPShowSubscriptionsInbound PJSIPShowSubscriptionsOutbound SIPnotify SIPpeerstatus
            SorceryMemoryCacheExpire SorceryMemoryCacheExpireObject SorceryMemoryCachePopulate SorceryMemoryCacheStale
            SorceryMemoryCacheStaleObject
            """),
        ("system,call",
            """
            AbsoluteTimeout Hangup LocalOptimizeAway MixMonitorMute PJSIPHangup StopMixMonitor
            """),
        ("system,call,reporting",
            """
            Status
            """),
        ("system,config",
            """
            GetConfig GetConfigJSON Reload
            """),
        ("system,reporting",
            """
            CoreSettings CoreShowChannelMap CoreShowChannels CoreStatus DBGet DBGetTree LoggerRotate PJSIPQualify PJSIPRegister
            PJSIPShowMaintenance PJSIPShowRegistrationsOutbound PJSIPUnregister SIPpeers SIPqualifypeer SIPshowpeer
            SIPshowregistry
            """),
        ("user",
            """
            UserEvent VoicemailForward VoicemailMove VoicemailRefresh VoicemailRemove
            """),
    ];

    private static readonly FrozenDictionary<string, string[]> ByAction = Table
        .SelectMany(row => row.Actions.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(action => (Action: action, Classes: row.Classes.Split(','))))
        .ToFrozenDictionary(row => row.Action, row => row.Classes, StringComparer.OrdinalIgnoreCase);

    /// <summary>All actions that need a class.</summary>
    public static IEnumerable<(string Action, string[] Classes)> All => ByAction.Select(entry => (entry.Key, entry.Value)).OrderBy(entry => entry.Key, StringComparer.Ordinal);

    /// <summary>The classes of which a user needs one for an action; none where it needs none or is not known.</summary>
    public static IReadOnlyList<string> Of(string action) => ByAction.TryGetValue(action, out var classes) ? classes : [];
}
