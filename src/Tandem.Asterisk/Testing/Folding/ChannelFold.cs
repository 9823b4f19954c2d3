using System.Globalization;
using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Testing.Folding;

/// <summary>Channels, bridges, parked calls and conferences.</summary>
internal sealed class ChannelFold(TimeProvider time)
{
    private static readonly string[] ChannelFields =
    [
        "Channel", "ChannelState", "ChannelStateDesc", "CallerIDNum", "CallerIDName", "ConnectedLineNum", "ConnectedLineName",
        "Language", "AccountCode", "Context", "Exten", "Priority", "Uniqueid", "Linkedid",
    ];

    private static readonly string[] BridgeFields = ["BridgeUniqueid", "BridgeType", "BridgeTechnology", "BridgeCreator", "BridgeName", "BridgeNumChannels", "BridgeVideoSourceMode"];

    private readonly RowTable _channels = new("CoreShowChannel", "Uniqueid");
    private readonly RowTable _bridges = new("BridgeListItem", "BridgeUniqueid");
    private readonly RowTable _parked = new("ParkedCall", "ParkeeUniqueid");
    private readonly RowTable _rooms = new("ConfbridgeListRooms", "Conference");
    private readonly RowTable _participants = new("ConfbridgeList", "Conference", "Uniqueid");
    private readonly Dictionary<string, long> _since = [];

    public void Clear()
    {
        _channels.Clear();
        _bridges.Clear();
        _parked.Clear();
        _rooms.Clear();
        _participants.Clear();
        _since.Clear();
    }

    public void Add(AmiMessage message)
    {
        var uniqueId = message["Uniqueid"] ?? "";
        if (message.EventName == "Newchannel")
        {
            _channels.Put(Fields(message, ChannelFields, "").Concat([new("Application", ""), new("ApplicationData", ""), new("BridgeId", "")]));
            _since[uniqueId] = time.GetTimestamp();
        }
        Update(message, "");
        Update(message, "Dest");
        AddToBridges(message, uniqueId);
        AddToRooms(message, uniqueId);
        switch (message.EventName)
        {
            case "Newexten" when _channels.Find(uniqueId) is { } channel:
                channel["Application"] = message["Application"] ?? "";
                channel["ApplicationData"] = message["AppData"] ?? "";
                break;
            case "Rename" when _channels.Find(uniqueId) is { } channel:
                channel["Channel"] = message["Newname"] ?? "";
                break;
            case "Hangup":
                _channels.Remove(uniqueId);
                _since.Remove(uniqueId);
                break;
            case "ParkedCall":
                _parked.Put(message);
                break;
            case "UnParkedCall" or "ParkedCallTimeOut" or "ParkedCallGiveUp" or "ParkedCallSwap":
                _parked.Remove(message["ParkeeUniqueid"] ?? "");
                break;
            default:
                break;
        }
    }

    public FakeReply? Answer(AmiMessage action)
    {
        var room = action["Conference"];
        return action["Action"]!.ToLowerInvariant() switch
        {
            "coreshowchannels" => FakeReply.List(
                "Channels will follow",
                "CoreShowChannelsComplete",
                _channels.Rows.Select(row => row.ToItem("CoreShowChannel", new AmiHeader("Duration", Duration(row["Uniqueid"]))))),
            "bridgelist" => FakeReply.List("Bridge listing will follow", "BridgeListComplete", _bridges.Items),
            "bridgeinfo" => _bridges.Find(action["BridgeUniqueid"] ?? "") is { } bridge
                ? FakeReply.List(
                    "Bridge channel listing will follow",
                    "BridgeInfoComplete",
                    _channels.Rows.Where(row => row["BridgeId"] == bridge["BridgeUniqueid"]).Select(row => new AmiMessage(ChannelFields.Select(name => new AmiHeader(name, row[name])).Prepend(new AmiHeader("Event", "BridgeInfoChannel")))))
                : FakeReply.Error("Specified BridgeUniqueid not found"),
            "parkedcalls" => FakeReply.List("Parked calls will follow", "ParkedCallsComplete", _parked.Items),
            "confbridgelistrooms" => _rooms.Count == 0 ? FakeReply.Error("No active conferences.") : FakeReply.List("Confbridge conferences will follow", "ConfbridgeListRoomsComplete", _rooms.Items),
            "confbridgelist" => room is not null && _rooms.Find(room) is not null
                ? FakeReply.List("Confbridge user list will follow", "ConfbridgeListComplete", _participants.Rows.Where(row => row["Conference"] == room).Select(row => row.ToItem("ConfbridgeList")))
                : FakeReply.Error(room is null ? "No Conference name provided." : "No Conference by that name found."),
            "hangup" when action["Channel"] is { } name && !name.StartsWith('/') =>
                _channels.Rows.Any(row => row["Channel"] == name) ? FakeReply.Success("Channel Hungup") : FakeReply.Error("No such channel"),
            _ => null,
        };
    }

    private static IEnumerable<AmiHeader> Fields(AmiMessage message, string[] names, string prefix) =>
        names.Where(name => message.Contains(prefix + name)).Select(name => new AmiHeader(name, message[prefix + name]!)).ToArray();

    // Only events with the whole snapshot of a channel tell how it is.
    private void Update(AmiMessage message, string prefix)
    {
        if (message.Contains(prefix + "Linkedid") && _channels.Find(message[prefix + "Uniqueid"] ?? "") is { } channel)
        {
            channel.Set(Fields(message, ChannelFields, prefix));
        }
    }

    private void AddToBridges(AmiMessage message, string uniqueId)
    {
        switch (message.EventName)
        {
            case "BridgeCreate" or "BridgeEnter" or "BridgeLeave":
                _bridges.Put(Fields(message, BridgeFields, ""));
                if (_channels.Find(uniqueId) is { } channel)
                {
                    channel["BridgeId"] = message.EventName == "BridgeEnter" ? message["BridgeUniqueid"] ?? "" : message.EventName == "BridgeLeave" ? "" : channel["BridgeId"];
                }
                break;
            case "BridgeDestroy":
                _bridges.Remove(message["BridgeUniqueid"] ?? "");
                break;
            default:
                break;
        }
    }

    private void AddToRooms(AmiMessage message, string uniqueId)
    {
        var room = message["Conference"] ?? "";
        switch (message.EventName)
        {
            case "ConfbridgeStart":
                _rooms.Put([new("Conference", room), new("Parties", "0"), new("Marked", "0"), new("Locked", "No"), new("Muted", "No")]);
                break;
            case "ConfbridgeJoin":
                _participants.Put(
                [
                    new("Conference", room), new("Admin", message["Admin"] ?? "No"), new("MarkedUser", "No"), new("WaitMarked", "No"), new("EndMarked", "No"),
                    new("Waiting", "No"), new("Muted", message["Muted"] ?? "No"), new("Talking", "No"), new("AnsweredTime", "0"), .. Fields(message, ChannelFields, ""),
                ]);
                break;
            case "ConfbridgeMute" or "ConfbridgeUnmute" when _participants.Find(room, uniqueId) is { } participant:
                participant["Muted"] = message.EventName == "ConfbridgeMute" ? "Yes" : "No";
                break;
            case "ConfbridgeTalking" when _participants.Find(room, uniqueId) is { } participant:
                participant["Talking"] = message["TalkingStatus"] == "on" ? "Yes" : "No";
                break;
            case "ConfbridgeLock" or "ConfbridgeUnlock" when _rooms.Find(room) is { } locked:
                locked["Locked"] = message.EventName == "ConfbridgeLock" ? "Yes" : "No";
                break;
            case "ConfbridgeLeave":
                _participants.Remove(room, uniqueId);
                break;
            case "ConfbridgeEnd":
                _rooms.Remove(room);
                _participants.RemoveWhere(row => row["Conference"] == room);
                break;
            default:
                return;
        }
        if (_rooms.Find(room) is { } counted)
        {
            counted["Parties"] = _participants.Rows.Count(row => row["Conference"] == room).ToString(CultureInfo.InvariantCulture);
        }
    }

    private string Duration(string uniqueId) => time.GetElapsedTime(_since.GetValueOrDefault(uniqueId)).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);
}
