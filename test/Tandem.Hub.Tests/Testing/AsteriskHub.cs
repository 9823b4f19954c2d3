using Tandem.Asterisk.Live;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing;

namespace Tandem.Hub.Tests.Testing;

/// <summary>A hub that has joined an Asterisk, <c>office</c>, with the extension 101, a member of the queue 401, and a leg of it, <c>1.1</c>.</summary>
internal sealed class AsteriskHub : IAsyncDisposable
{
    private readonly AsteriskPbx _pbx;

    private AsteriskHub(TestHub hub, FakeAsterisk asterisk, AsteriskPbx pbx)
    {
        Hub = hub;
        Asterisk = asterisk;
        _pbx = pbx;
    }

    public TestHub Hub { get; }

    public FakeAsterisk Asterisk { get; }

    public static async Task<AsteriskHub> StartAsync(params string[] denied)
    {
        var hub = await TestHub.StartAsync();
        var asterisk = FakeAsterisk.Start();
        foreach (var action in denied)
        {
            asterisk.Deny(action);
        }
        asterisk.On("Originate", action =>
        {
            _ = asterisk.SendEventAsync(Event("OriginateResponse", $"ActionID: {action.ActionId}", "Response: Success", "Reason: 4", $"Uniqueid: {action["ChannelId"]}"));
            return FakeReply.Success("Originate successfully queued");
        });
        asterisk.On("ExtensionState", FakeReply.Success("Extension Status", new AmiHeader("Hint", "PJSIP/101"), new AmiHeader("Status", "1"), new AmiHeader("StatusText", "InUse")));
        asterisk.On("VoicemailUsersList", FakeReply.List("Voicemail user list will follow", "VoicemailUserEntryComplete", new AmiMessage(
            new("Event", "VoicemailUserEntry"), new("VMContext", "default"), new("VoiceMailbox", "101"), new("Fullname", "Anna"), new("NewMessageCount", "2"), new("TimeZone", "eu"))));
        var pbx = new AsteriskPbx(new AsteriskPbxOptions { Name = "office", Connection = asterisk.ClientOptions, Model = new AsteriskModelOptions { Domain = TestHub.Domain } });
        hub.Exchange.Add(pbx);
        pbx.Start();
        await pbx.WhenLiveAsync().InTime();
        await asterisk.SendEventAsync(
            Event("ExtensionStatus", "Exten: 101", "Context: ext-local", "Hint: PJSIP/101", "Status: 0", "StatusText: Idle"),
            Event("QueueMemberAdded", "Queue: 401", "MemberName: Anna", "Interface: PJSIP/101", "StateInterface: PJSIP/101", "Membership: dynamic", "Penalty: 0", "CallsTaken: 0", "LastCall: 0", "Status: 1", "Paused: 0"),
            Event("Newchannel", "Channel: PJSIP/101-1", "ChannelState: 6", "CallerIDNum: 101", "Exten: 102", "Uniqueid: 1.1", "Linkedid: 1.1"));
        await Eventually.Async(() => Task.FromResult(hub.Exchange.Model.Snapshot() is var all && all.Extensions.Any(item => item.Number == "101") && all.QueueMembers.Count == 1 && all.Channels.Count == 1));
        return new AsteriskHub(hub, asterisk, pbx);
    }

    public static AmiMessage Event(string name, params string[] lines) => new(
        lines.Prepend("Privilege: call,all").Prepend($"Event: {name}").Select(line => new AmiHeader(line[..line.IndexOf(':')], line[(line.IndexOf(':') + 2)..])));

    /// <summary>The last action of a name, without its id.</summary>
    public string Sent(string action) => string.Join('|', Asterisk.Received.Last(message => message["Action"] == action)
        .Where(header => header.Name is not ("ActionID" or "ChannelId" or "Action")).Select(header => $"{header.Name}: {header.Value}"));

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        await _pbx.DisposeAsync();
        await Asterisk.DisposeAsync();
    }
}
