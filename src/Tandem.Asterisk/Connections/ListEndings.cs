using System.Collections.Frozen;

namespace Tandem.Asterisk.Connections;

/// <summary>The events that end lists which do not say so: before Asterisk 14, and DBGet before 16.</summary>
internal static class ListEndings
{
    private static readonly FrozenDictionary<string, string> ByAction = new Dictionary<string, string>
    {
        ["Agents"] = "AgentsComplete",
        ["BridgeInfo"] = "BridgeInfoComplete",
        ["BridgeList"] = "BridgeListComplete",
        ["ConfbridgeList"] = "ConfbridgeListComplete",
        ["ConfbridgeListRooms"] = "ConfbridgeListRoomsComplete",
        ["CoreShowChannels"] = "CoreShowChannelsComplete",
        ["DAHDIShowChannels"] = "DAHDIShowChannelsComplete",
        ["DBGet"] = "DBGetResponse",
        ["DeviceStateList"] = "DeviceStateListComplete",
        ["ExtensionStateList"] = "ExtensionStateListComplete",
        ["IAXpeerlist"] = "PeerlistComplete",
        ["IAXpeers"] = "PeerlistComplete",
        ["IAXregistry"] = "RegistrationsComplete",
        ["MeetmeList"] = "MeetmeListComplete",
        ["ParkedCalls"] = "ParkedCallsComplete",
        ["Parkinglots"] = "ParkinglotsComplete",
        ["PJSIPShowContacts"] = "ContactListComplete",
        ["PJSIPShowEndpoint"] = "EndpointDetailComplete",
        ["PJSIPShowEndpoints"] = "EndpointListComplete",
        ["PJSIPShowRegistrationsOutbound"] = "OutboundRegistrationDetailComplete",
        ["PresenceStateList"] = "PresenceStateListComplete",
        ["QueueStatus"] = "QueueStatusComplete",
        ["QueueSummary"] = "QueueSummaryComplete",
        ["ShowDialPlan"] = "ShowDialPlanComplete",
        ["SIPpeers"] = "PeerlistComplete",
        ["SIPshowregistry"] = "RegistrationsComplete",
        ["Status"] = "StatusComplete",
        ["VoicemailUsersList"] = "VoicemailUserEntryComplete",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The event that ends the list of an action; null where a list says itself where it ends.</summary>
    public static string? Of(string action) => ByAction.GetValueOrDefault(action);

    /// <summary>Whether the event that ends a list is an item of it too.</summary>
    public static bool IsItem(string ending) => ending == "DBGetResponse";
}
