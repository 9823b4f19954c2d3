using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Testing.Folding;

/// <summary>Devices, extensions, endpoints with their contacts, trunks, parking lots and mailboxes: what mostly is configured.</summary>
internal sealed class DeviceFold
{
    private readonly RowTable _devices = new("DeviceStateChange", "Device");
    private readonly RowTable _extensions = new("ExtensionStatus", "Exten", "Context");
    private readonly RowTable _presences = new("PresenceStateChange", "Presentity");
    private readonly RowTable _endpoints = new("EndpointList", "ObjectName");
    private readonly RowTable _contacts = new("ContactList", "Uri");
    private readonly RowTable _registrations = new("OutboundRegistrationDetail", "ObjectName");
    private readonly RowTable _peers = new("PeerEntry", "ObjectName");
    private readonly RowTable _lots = new("Parkinglot", "Name");
    private readonly RowTable _mailboxes = new("VoicemailUserEntry", "VMContext", "VoiceMailbox");

    private IEnumerable<RowTable> All => [_devices, _extensions, _presences, _endpoints, _contacts, _registrations, _peers, _lots, _mailboxes];

    public void AddListItem(AmiMessage item) => All.FirstOrDefault(table => table.Item == item.EventName)?.Put(item.Where(header => header.Name != "ActionID"));

    public void Add(AmiMessage message)
    {
        switch (message.EventName)
        {
            case "DeviceStateChange":
                _devices.Put(message);
                SetEndpoint(message["Device"] ?? "", message["State"] ?? "");
                break;
            case "ExtensionStatus":
                _extensions.Put(message);
                break;
            case "PresenceStateChange":
                _presences.Put(message);
                break;
            case "ContactStatus":
                SetContact(message);
                break;
            case "Registry":
                foreach (var registration in _registrations.Rows.Where(row => row["ClientUri"] == message["Username"]))
                {
                    registration["Status"] = message["Status"] ?? "";
                }
                break;
            case "MessageWaiting" when (message["Mailbox"] ?? "").Split('@') is [var box, var context] && _mailboxes.Find(context, box) is { } mailbox:
                mailbox["NewMessageCount"] = message["New"] ?? "0";
                mailbox["OldMessageCount"] = message["Old"] ?? "0";
                break;
            default:
                break;
        }
    }

    public FakeReply? Answer(AmiMessage action) => action["Action"]!.ToLowerInvariant() switch
    {
        "devicestatelist" => FakeReply.List("Device State Changes will follow", "DeviceStateListComplete", _devices.Items),
        "extensionstatelist" => FakeReply.List("Extension Statuses will follow", "ExtensionStateListComplete", _extensions.Items),
        "presencestatelist" => FakeReply.List("Presence State Changes will follow", "PresenceStateListComplete", _presences.Items),
        "pjsipshowendpoints" => FakeReply.List("A listing of Endpoints follows, presented as EndpointList events", "EndpointListComplete", _endpoints.Items),
        "pjsipshowcontacts" => _contacts.Count == 0
            ? FakeReply.Error("No Contacts found")
            : FakeReply.List("A listing of Contacts follows, presented as ContactList events", "ContactListComplete", _contacts.Items),
        "pjsipshowregistrationsoutbound" => FakeReply.List("Following are Events for each Outbound registration", "OutboundRegistrationDetailComplete", _registrations.Items),
        "sippeers" => FakeReply.List("Peer status list will follow", "PeerlistComplete", _peers.Items),
        "parkinglots" => FakeReply.List("Parking lots will follow", "ParkinglotsComplete", _lots.Items),
        "voicemailuserslist" => FakeReply.List("Voicemail user list will follow", "VoicemailUserEntryComplete", _mailboxes.Items),
        "extensionstate" => ExtensionState(action["Exten"] ?? "", action["Context"] ?? "default"),
        "mailboxcount" => MailboxCount(action["Mailbox"] ?? ""),
        _ => null,
    };

    // As PJSIPShowEndpoints calls the states.
    private static string Words(string state) => state switch
    {
        "NOT_INUSE" => "Not in use",
        "INUSE" => "In use",
        "BUSY" => "Busy",
        "RINGING" => "Ringing",
        "RINGINUSE" => "Ring+Inuse",
        "ONHOLD" => "On Hold",
        "UNAVAILABLE" => "Unavailable",
        "INVALID" => "Invalid",
        _ => "Unknown",
    };

    private void SetEndpoint(string device, string state)
    {
        if (device.StartsWith("PJSIP/", StringComparison.Ordinal) && _endpoints.Find(device[6..]) is { } endpoint)
        {
            endpoint["DeviceState"] = Words(state);
        }
    }

    private void SetContact(AmiMessage message)
    {
        var uri = message["URI"] ?? "";
        if (message["ContactStatus"] is "Removed")
        {
            _contacts.Remove(uri);
            return;
        }
        _contacts.Put(
        [
            new("ObjectType", "contact"), new("Uri", uri), new("Endpoint", message["EndpointName"] ?? ""), new("Status", message["ContactStatus"] ?? ""),
            new("RoundtripUsec", message["RoundtripUsec"] ?? ""),
        ]);
    }

    private FakeReply ExtensionState(string number, string context)
    {
        var found = _extensions.Find(number, context);
        return FakeReply.Success(
            "Extension Status",
            new("Exten", number),
            new("Context", context),
            new("Hint", found?["Hint"] ?? ""),
            new("Status", found?["Status"] ?? "-1"),
            new("StatusText", found?["StatusText"] ?? "Unknown"));
    }

    private FakeReply MailboxCount(string mailbox)
    {
        var parts = mailbox.Split('@');
        var found = _mailboxes.Find(parts.Length > 1 ? parts[1] : "default", parts[0]);
        return FakeReply.Success(
            "Mailbox Message Count",
            new("Mailbox", mailbox),
            new("UrgMessages", "0"),
            new("NewMessages", found?["NewMessageCount"] ?? "0"),
            new("OldMessages", found?["OldMessageCount"] ?? "0"));
    }
}
