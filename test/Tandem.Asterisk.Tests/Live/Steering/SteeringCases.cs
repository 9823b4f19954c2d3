using Tandem.Asterisk.Messages;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Tests.Live.Steering;

/// <summary>Every command: what it must be on the wire, what Asterisk then tells, and which object is the result.</summary>
internal static class SteeringCases
{
    private const string Caller = "1795208248.0";
    private const string Called = "1795208248.1";
    private const string CallerName = "PJSIP/1001-00000000";
    private const string CalledName = "PJSIP/1002-00000001";
    private static readonly Place TwoTalk = new("02", "HangupRequest");
    private static readonly Place Rings = new("23", "Pickup");
    private static readonly Place TwoCalls = new("08", "BridgeLeave");
    private static readonly Place Parked = new("13", "UnParkedCall");
    private static readonly Place Conference = new("14", "ConfbridgeLeave");

    /// <summary>Where a command is given: a captured scene, and the event before which it stands still.</summary>
    internal sealed record Place(string Scene, string Until);

    /// <summary>A command and all that belongs to it.</summary>
    /// <param name="Action">The action that decides how it comes out.</param>
    internal sealed record Case(PbxCommand Command, string Action, string Wire, AmiMessage[] Effects, string? Result, Place Place);

    public static IReadOnlyDictionary<string, Case> All { get; } = new Dictionary<string, Case>
    {
        ["call"] = new(
            new CallCommand("1003", "1002", Timeout: TimeSpan.FromSeconds(20)), "Originate",
            "Action: Originate|Channel: PJSIP/1003|Context: from-internal|Exten: 1002|Priority: 1|Timeout: 20000|CallerID: 1003|Account: 1002|Async: true", [], null, TwoTalk),
        ["call with a caller id"] = new(
            new CallCommand("1003", "030123", new Party("Anna \"A\"", "+49301")), "Originate",
            "Action: Originate|Channel: PJSIP/1003|Context: from-internal|Exten: 030123|Priority: 1|Timeout: 30000|CallerID: \"Anna 'A'\" <+49301>|Account: 030123|Async: true", [], null, TwoTalk),
        ["call from chan_sip"] = new(
            new CallCommand("2001", "1002"), "Originate",
            "Action: Originate|Channel: SIP/2001|Context: from-internal|Exten: 1002|Priority: 1|Timeout: 30000|CallerID: 2001|Account: 1002|Async: true", [], null, TwoTalk),
        ["hang up"] = new(
            new HangUpCommand(Caller, HangupCause.UserBusy), "Hangup", $"Action: Hangup|Channel: {CallerName}|Cause: 17", [About("Hangup", Caller)], Caller, TwoTalk),
        ["hold"] = new(
            new HoldCommand(Caller), "Redirect",
            $"Action: Redirect|Channel: {CalledName}|Context: tandem-hold|Exten: s|Priority: 1|ExtraChannel: {CallerName}|ExtraContext: tandem-hold|ExtraExten: s|ExtraPriority: 1",
            [About("BridgeLeave", Called)], Caller, TwoTalk),
        ["blind transfer"] = new(
            new BlindTransferCommand(Caller, "1003"), "BlindTransfer", $"Action: BlindTransfer|Channel: {CallerName}|Context: transfers|Exten: 1003", [], Caller, TwoTalk),
        ["consultation"] = new(
            new ConsultCommand(Caller, "1003"), "Atxfer", $"Action: Atxfer|Channel: {CallerName}|Exten: 1003#|Context: transfers", [About("MusicOnHoldStart", Called)], Caller, TwoTalk),
        ["attended transfer"] = new(
            new AttendedTransferCommand("1795208573.45", "1795208576.47"), "Bridge", "Action: Bridge|Channel1: PJSIP/1002-00000028|Channel2: PJSIP/1003-0000002a",
            [Entered("1795208573.46", "b"), Entered("1795208576.48", "b")], "1795208573.46", TwoCalls),
        ["redirect"] = new(
            new RedirectCommand(Called, "600"), "Redirect", $"Action: Redirect|Channel: {CalledName}|Context: transfers|Exten: 600|Priority: 1", [At(Called, "600")], Called, TwoTalk),
        ["to voicemail"] = new(
            new DepositVoicemailCommand(Called, "1001@default"), "Redirect",
            $"Action: Redirect|Channel: {CalledName}|Context: transfers|Exten: vmu1001|Priority: 1", [At(Called, "vmu1001")], Called, TwoTalk),
        ["park"] = new(
            new ParkCommand(Called, "default", Timeout: TimeSpan.FromSeconds(90)), "Park", $"Action: Park|Channel: {CalledName}|TimeoutChannel: {CallerName}|Parkinglot: default|Timeout: 90000",
            [SteeringScene.Event("ParkedCall", ("ParkeeChannel", CalledName), ("ParkeeUniqueid", Called), ("ParkingSpace", "702"), ("Parkinglot", "default"), ("ParkingTimeout", "90"))],
            "default/702", TwoTalk),
        ["retrieve"] = new(
            new RetrieveCommand("1003", "default/701"), "Redirect", "Action: Redirect|Channel: PJSIP/1002-00000018|Context: from-internal|Exten: 1003|Priority: 1",
            [SteeringScene.Event("Newexten", ("Uniqueid", "1795208384.26"), ("Exten", "1003"), ("Context", "from-internal"))], "1795208384.26", Parked),
        ["pick up"] = new(
            new PickUpCommand("1003", "1795208589.50"), "Originate",
            "Action: Originate|Channel: PJSIP/1003|Application: PickupChan|Data: PJSIP/1004-0000002c|Timeout: 30000|CallerID: 1003|Async: true", [], "1795208589.50", Rings),
        ["pause a recording"] = new(
            new PauseRecordingCommand(Caller), "MixMonitorMute", $"Action: MixMonitorMute|Channel: {CallerName}|Direction: both|State: 1", [], Caller, TwoTalk),
        ["go on recording"] = new(
            new ResumeRecordingCommand(Caller), "MixMonitorMute", $"Action: MixMonitorMute|Channel: {CallerName}|Direction: both|State: 0", [], Caller, TwoTalk),
        ["stop recording"] = new(new StopRecordingCommand(Caller), "StopMixMonitor", $"Action: StopMixMonitor|Channel: {CallerName}", [], Caller, TwoTalk),
        ["mute"] = new(new MuteCommand(Caller), "MuteAudio", $"Action: MuteAudio|Channel: {CallerName}|Direction: in|State: on", [], Caller, TwoTalk),
        ["unmute"] = new(new MuteCommand(Caller, Muted: false), "MuteAudio", $"Action: MuteAudio|Channel: {CallerName}|Direction: in|State: off", [], Caller, TwoTalk),
        ["digits"] = new(
            new SendDtmfCommand(Caller, "1#"), "PlayDTMF", $"Action: PlayDTMF|Channel: {CallerName}|Digit: 1|Action: PlayDTMF|Channel: {CallerName}|Digit: #", [], Caller, TwoTalk),
        ["play"] = new(
            new PlayCommand(Caller, "custom/welcome"), "Originate",
            $"Action: Originate|Channel: Local/s@tandem-play/n|Application: ChanSpy|Data: {CallerName},wqSX|Timeout: 30000|Async: true|Variable: TANDEM_SOUND=custom/welcome", [], Caller, TwoTalk),
        ["spy"] = new(
            new SpyCommand(Caller, "1003"), "Originate", $"Action: Originate|Channel: PJSIP/1003|Application: ChanSpy|Data: {CallerName},qS|Timeout: 30000|CallerID: 1003|Async: true", [], null, TwoTalk),
        ["whisper"] = new(
            new WhisperCommand(Caller, "1003"), "Originate", $"Action: Originate|Channel: PJSIP/1003|Application: ChanSpy|Data: {CallerName},wqS|Timeout: 30000|CallerID: 1003|Async: true", [], null, TwoTalk),
        ["barge"] = new(
            new BargeCommand(Caller, "1003"), "Originate", $"Action: Originate|Channel: PJSIP/1003|Application: ChanSpy|Data: {CallerName},BqS|Timeout: 30000|CallerID: 1003|Async: true", [], null, TwoTalk),
        ["join a conference"] = new(
            new JoinConferenceCommand(Called, "800"), "Redirect", $"Action: Redirect|Channel: {CalledName}|Context: transfers|Exten: 800|Priority: 1", [At(Called, "800")], Called, TwoTalk),
        ["kick"] = new(
            new KickCommand("1795208402.31"), "ConfbridgeKick", "Action: ConfbridgeKick|Conference: 800|Channel: PJSIP/1002-0000001b",
            [About("ConfbridgeLeave", "1795208402.31")], "1795208402.31", Conference),
        ["lock a conference"] = new(new LockConferenceCommand("800"), "ConfbridgeLock", "Action: ConfbridgeLock|Conference: 800", [], "800", Conference),
        ["unlock a conference"] = new(new LockConferenceCommand("800", Locked: false), "ConfbridgeUnlock", "Action: ConfbridgeUnlock|Conference: 800", [], "800", Conference),
        ["end a conference"] = new(
            new EndConferenceCommand("800"), "ConfbridgeKick", "Action: ConfbridgeKick|Conference: 800|Channel: all", [SteeringScene.Event("ConfbridgeEnd", ("Conference", "800"))], "800", Conference),
        ["add to a queue"] = new(
            new AddQueueMemberCommand("401", "1003", 2), "QueueAdd",
            "Action: QueueAdd|Queue: 401|Interface: Local/1003@from-queue/n|StateInterface: hint:1003@ext-local|Penalty: 2",
            [Member("QueueMemberAdded", "Local/1003@from-queue/n")], "401/1003", TwoTalk),
        ["take out of a queue"] = new(
            new RemoveQueueMemberCommand("401", "1002"), "QueueRemove", "Action: QueueRemove|Queue: 401|Interface: PJSIP/1002", [Member("QueueMemberRemoved", "PJSIP/1002")], "401", TwoTalk),
        ["pause in a queue"] = new(
            new PauseQueueMemberCommand("401", "1002", Reason: "lunch"), "QueuePause", "Action: QueuePause|Queue: 401|Interface: PJSIP/1002|Paused: true|Reason: lunch",
            [Member("QueueMemberPause", "PJSIP/1002")], "401/1002", TwoTalk),
        ["do not disturb"] = new(new SetDoNotDisturbCommand("1003", true), "DBPut", "Action: DBPut|Family: DND|Key: 1003|Val: YES", [], "1003", TwoTalk),
        ["forward always"] = new(
            new SetForwardCommand("1003", ForwardCondition.Always, new ForwardTarget("030123")), "DBPut", "Action: DBPut|Family: CF|Key: 1003|Val: 030123", [], "1003", TwoTalk),
        ["forward when busy"] = new(
            new SetForwardCommand("1003", ForwardCondition.Busy, new ForwardTarget("1002")), "DBPut", "Action: DBPut|Family: CFB|Key: 1003|Val: 1002", [], "1003", TwoTalk),
        ["forward when nobody answers to voicemail"] = new(
            new SetForwardCommand("1003", ForwardCondition.Unavailable, ForwardTarget.Voicemail), "DBPut", "Action: DBPut|Family: CFU|Key: 1003|Val: vmu1003", [], "1003", TwoTalk),
        ["presence"] = new(
            new SetPresenceCommand("1003", "away", "back at 3, maybe"), "Setvar", "Action: Setvar|Variable: PRESENCE_STATE(CustomPresence:1003)|Value: away,,back at 3\\, maybe", [], "1003", TwoTalk),
        ["variable"] = new(
            new SetVariableCommand(Caller, "CRM_CASE", "a=b,c"), "Setvar", $"Action: Setvar|Channel: {CallerName}|Variable: CRM_CASE|Value: a=b,c", [], Caller, TwoTalk),
    };

    private static AmiMessage About(string name, string uniqueId) => SteeringScene.Event(name, ("Uniqueid", uniqueId));

    private static AmiMessage At(string uniqueId, string extension) => SteeringScene.Event("Newexten", ("Uniqueid", uniqueId), ("Exten", extension), ("Context", "transfers"));

    private static AmiMessage Entered(string uniqueId, string bridge) => SteeringScene.Event("BridgeEnter", ("Uniqueid", uniqueId), ("BridgeUniqueid", bridge));

    private static AmiMessage Member(string name, string device) => SteeringScene.Event(name, ("Queue", "401"), ("Interface", device), ("Paused", "1"));
}
