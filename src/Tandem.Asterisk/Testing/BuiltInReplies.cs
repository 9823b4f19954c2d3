using System.Globalization;
using Tandem.Asterisk.Actions;
using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Testing;

/// <summary>What a fake Asterisk answers to actions that change nothing it keeps account of.</summary>
internal static class BuiltInReplies
{
    /// <returns>Null where it knows none.</returns>
    public static FakeReply? To(AmiMessage action, Func<string, bool> isPermitted) => action["Action"]!.ToLowerInvariant() switch
    {
        "ping" => FakeReply.Success(null, new("Ping", "Pong"), new("Timestamp", "1795208248.272454")),
        "events" => FakeReply.Success(null, new AmiHeader("Events", action["EventMask"] is "off" ? "Off" : "On")),
        "filter" => FakeReply.Success("Filter Added"),
        "coresettings" => FakeReply.Success(null, new("AMIversion", "9.0.0"), new("AsteriskVersion", "20.20.1")),
        "corestatus" => FakeReply.Success(null, new("CoreStartupDate", "2026-11-20"), new("CoreStartupTime", "20:54:53"), new("CoreCurrentCalls", "0")),
        "listcommands" => FakeReply.Success(null, AmiActionClasses.All.Where(row => isPermitted(row.Action)).Select(row => new AmiHeader(row.Action, $" (Priv: {string.Join(',', row.Classes)},all)"))),
        "command" => FakeReply.Output($"No such command '{action["Command"]}' (type 'core show help' for other possible commands)"),
        "originate" => FakeReply.Success("Originate successfully queued"),
        "setvar" => FakeReply.Success("Variable Set"),
        "getvar" => FakeReply.Success(null, new("Variable", action["Variable"] ?? ""), new("Value", "")),
        "userevent" => FakeReply.Success("Event Sent"),
        "reload" => FakeReply.Success("Module Reloaded"),
        "atxfer" => FakeReply.Success("Atxfer successfully queued"),
        "muteaudio" or "mixmonitor" or "mixmonitormute" or "stopmixmonitor" or "redirect" or "blindtransfer" or "bridge" or "park" or "playdtmf"
            or "queueadd" or "queueremove" or "queuepause" or "queuepenalty" or "queuelog" or "confbridgemute" or "confbridgeunmute" or "confbridgekick"
            or "confbridgelock" or "confbridgeunlock" or "agi" => FakeReply.Success(string.Create(CultureInfo.InvariantCulture, $"{action["Action"]} done")),
        _ => null,
    };
}
