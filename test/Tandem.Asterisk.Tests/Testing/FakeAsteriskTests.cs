using Tandem.Asterisk.Actions;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing;

namespace Tandem.Asterisk.Tests.Testing;

public sealed class FakeAsteriskTests : IAsyncLifetime
{
    private readonly FakeAsterisk _fake = FakeAsterisk.Start();
    private AmiClient _ami = null!;

    public async Task InitializeAsync() => _ami = await _fake.ConnectAsync();

    public async Task DisposeAsync()
    {
        await _ami.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Fact]
    public async Task A_transcript_is_replayed_event_by_event()
    {
        var transcript = Transcripts.Load("02");
        var events = _ami.EventsAsync();
        await _fake.ReplayAsync(transcript);
        var expected = transcript.ToMessages().Where(message => message.Kind == AmiBlockKind.Event && message.EventName != "FullyBooted").ToList();
        var seen = await events.Where(message => message.EventName != "FullyBooted").Take(expected.Count).ToListAsync();
        Assert.Equal(expected.Select(message => message.ToString()), seen.Select(message => message.ToString()));
    }

    [Fact]
    public async Task Lists_fit_what_was_replayed_at_every_point_of_a_call()
    {
        var names = new List<string>();
        foreach (var message in Transcripts.Load("02").ToMessages().Where(message => message.Kind == AmiBlockKind.Event))
        {
            await _fake.SendEventAsync(message);
            if (message.EventName is "Newchannel" or "Hangup" or "BridgeEnter")
            {
                var channels = await _ami.SendListAsync("CoreShowChannels");
                names.Add($"{message.EventName} {string.Join(' ', channels.Select(channel => $"{channel["Channel"]}:{channel["ChannelStateDesc"]}:{(channel["BridgeId"] == "" ? "-" : "bridged")}"))}");
            }
        }
        Assert.Equal(
            [
                "Newchannel PJSIP/1001-00000000:Ring:-",
                "Newchannel PJSIP/1001-00000000:Ring:- PJSIP/1002-00000001:Down:-",
                "BridgeEnter PJSIP/1001-00000000:Up:- PJSIP/1002-00000001:Up:bridged",
                "BridgeEnter PJSIP/1001-00000000:Up:bridged PJSIP/1002-00000001:Up:bridged",
            ],
            names.Take(4));
        Assert.Equal("Hangup ", names[^1]);
        Assert.DoesNotContain(await _ami.SendListAsync("BridgeList"), bridge => bridge["BridgeType"] == "basic");
    }

    [Theory]
    [InlineData("11", "QueueStatus", "QueueEntry", 1)]
    [InlineData("13", "ParkedCalls", "ParkedCall", 1)]
    [InlineData("14", "ConfbridgeListRooms", "ConfbridgeListRooms", 1)]
    public async Task Lists_hold_queues_parked_calls_and_conferences_while_they_last(string scene, string action, string item, int most)
    {
        _fake.Remember(Transcripts.Load("01"));
        var found = 0;
        foreach (var message in Transcripts.Load(scene).ToMessages().Where(message => message.Kind == AmiBlockKind.Event && message["EventList"] is null && message.EventName is not ("QueueParams" or "QueueMember" or "ConfbridgeList" or "ConfbridgeListRooms")))
        {
            await _fake.SendEventAsync(message);
            if (message.EventName is "QueueCallerJoin" or "ParkedCall" or "ConfbridgeJoin")
            {
                found = Math.Max(found, (await _ami.SendListAsync(action)).Count(entry => entry.EventName == item));
            }
        }
        Assert.Equal(most, found);
        Assert.DoesNotContain(await _ami.SendListAsync(action), entry => entry.EventName == item);
    }

    [Fact]
    public async Task Conferences_list_their_participants()
    {
        foreach (var message in Transcripts.Load("14").ToMessages().Where(message => message.EventName is "Newchannel" or "ConfbridgeStart" or "ConfbridgeJoin"))
        {
            await _fake.SendEventAsync(message);
        }
        var list = await _ami.SendListAsync(new AmiAction("ConfbridgeList") { { "Conference", "800" } });
        Assert.Equal(3, list.Count);
        Assert.All(list, participant => Assert.Equal("No", participant["Muted"]));
    }

    [Fact]
    public async Task What_is_configured_is_known_from_the_lists_of_a_transcript()
    {
        _fake.Remember(Transcripts.Load("01"));
        foreach (var (action, count) in new[] { ("PJSIPShowContacts", 3), ("PJSIPShowRegistrationsOutbound", 1), ("Parkinglots", 1), ("VoicemailUsersList", 2), ("ExtensionStateList", 5), ("DeviceStateList", 13) })
        {
            Assert.Equal(count, (await _ami.SendListAsync(action)).Count);
        }
        await _fake.ReplayAsync(Transcripts.Load("15"));
        Assert.Equal("1", (await _ami.SendAsync(new AmiAction("MailboxCount") { { "Mailbox", "1001@default" } }))["NewMessages"]);
    }

    [Fact]
    public async Task A_restart_forgets_calls_and_keeps_what_is_configured()
    {
        _fake.Remember(Transcripts.Load("01"));
        await _fake.ReplayAsync(Transcripts.Load("26"));
        Assert.NotEmpty(await _ami.SendListAsync("CoreShowChannels"));
        _fake.Restart();
        Assert.Empty(await _ami.SendListAsync("CoreShowChannels"));
        Assert.NotEmpty(await _ami.SendListAsync("PJSIPShowEndpoints"));
    }

    [Fact]
    public async Task The_database_keeps_what_is_put()
    {
        foreach (var key in new[] { "1001", "1002" })
        {
            await _ami.SendAsync(new DatabasePutAction { Family = "CF", Key = key, Value = "0" + key });
        }
        Assert.Equal(["/CF/1001 01001", "/CF/1002 01002"], (await _ami.SendListAsync(new AmiAction("DBGetTree") { { "Family", "CF" } })).Select(entry => $"{entry["Key"]} {entry["Val"]}"));
        Assert.True((await _ami.SendAsync(new DatabaseDeleteAction { Family = "CF", Key = "1001" })).IsSuccess);
        Assert.Empty(await _ami.SendListAsync(new DatabaseGetAction { Family = "CF", Key = "1001" }));
    }

    [Fact]
    public async Task A_UserEvent_comes_back_to_all()
    {
        await using var other = await _fake.ConnectAsync();
        var events = other.EventsAsync("UserEvent");
        Assert.True((await _ami.SendAsync(new AmiAction("UserEvent") { { "UserEvent", "CallIn" }, { "Value", "0123" } })).IsSuccess);
        Assert.Equal(("CallIn", "0123"), await events.Select(e => (e["UserEvent"], e["Value"])).FirstAsync());
    }

    [Fact]
    public async Task Before_a_login_everything_is_denied()
    {
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync("127.0.0.1", _fake.Port);
        await socket.GetStream().WriteAsync("Action: Originate\nActionID: 1\n\n"u8.ToArray());
        using var lines = new StreamReader(socket.GetStream());
        var answer = new List<string?>();
        while (answer.Count < 4)
        {
            answer.Add(await lines.ReadLineAsync());
        }
        Assert.Equal(["Asterisk Call Manager/9.0.0", "Response: Error", "ActionID: 1", "Message: Permission denied"], answer);
    }
}
