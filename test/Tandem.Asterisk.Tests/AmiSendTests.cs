using Tandem.Asterisk.Actions;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing;

namespace Tandem.Asterisk.Tests;

public sealed class AmiSendTests : IAsyncLifetime
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
    public async Task An_answer_has_its_headers()
    {
        _fake.On("Getvar", action => FakeReply.Success(null, new("Variable", action["Variable"]!), new("Value", "0123")));
        var response = await _ami.SendAsync(new AmiAction("Getvar") { { "Channel", "PJSIP/1" }, { "Variable", "X" } });
        Assert.True(response.IsSuccess);
        Assert.Equal(("X", "0123"), (response["variable"], response["Value"]));
    }

    [Fact]
    public async Task What_Asterisk_refuses_is_an_answer_that_can_be_made_to_throw()
    {
        var response = await _ami.SendAsync(new AmiAction("Hangup") { { "Channel", "PJSIP/none" } });
        Assert.Equal((false, AmiErrorKind.NotFound, "No such channel"), (response.IsSuccess, response.Error!.Kind, response.Error.Message));
        Assert.Contains("No such channel", Assert.Throws<AmiActionException>(() => response.EnsureSuccess()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Originate", "originate")]
    [InlineData("Hangup", "system,call")]
    [InlineData("Command", "command")]
    public async Task A_denied_action_names_the_class_that_lacks(string action, string classes)
    {
        _fake.Deny(action);
        var error = (await _ami.SendAsync(action)).Error!;
        Assert.Equal(AmiErrorKind.PermissionDenied, error.Kind);
        Assert.Equal(classes.Split(','), error.MissingClasses);
        Assert.Contains(string.Join(" or ", classes.Split(',')), error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_action_is_told_as_such() => Assert.Equal(AmiErrorKind.UnknownAction, (await _ami.SendAsync("NoSuchAction")).Error!.Kind);

    [Fact]
    public async Task What_the_user_may_do_is_known_before_it_is_needed()
    {
        _fake.Deny("Originate");
        var permissions = await _ami.GetPermissionsAsync();
        Assert.True(permissions.Allows("hangup"));
        Assert.Equal(["Originate"], permissions.Missing("Originate", "Redirect"));
        Assert.Equal(["system", "call"], permissions.Actions["Hangup"]);
    }

    [Fact]
    public async Task Ids_differ_between_clients_and_the_callers_own_is_kept()
    {
        await using var other = await _fake.ConnectAsync();
        _fake.On("A", FakeReply.Success());
        var ids = new[] { await _ami.SendAsync("A"), await _ami.SendAsync("A"), await other.SendAsync("A") }.Select(response => response.Message.ActionId).ToArray();
        Assert.Equal(3, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^tandem-[0-9a-f]{16}-[0-9]+$", id));
        var action = new AmiAction("A") { ActionId = "mine/1" };
        Assert.Equal("mine/1", (await _ami.SendAsync(action)).Message.ActionId);
        Assert.Equal("mine/1", action.ActionId);
    }

    [Fact]
    public async Task An_id_that_is_under_way_is_refused()
    {
        _fake.On("Slow", FakeReply.None);
        var slow = _ami.SendAsync(new AmiAction("Slow") { ActionId = "1" });
        await Assert.ThrowsAsync<ArgumentException>(() => _ami.SendAsync(new AmiAction("Ping") { ActionId = "1" }));
        await _ami.DisposeAsync();
        await Assert.ThrowsAsync<AmiDisconnectedException>(() => slow);
    }

    [Fact]
    public async Task A_hundred_actions_at_once_get_each_its_own_answer()
    {
        _fake.On("Echo", action => FakeReply.Success(null, new AmiHeader("N", action["N"]!)));
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i => (i, (await _ami.SendAsync(new AmiAction("Echo") { { "N", i } })).Message.GetInt32("N"))));
        Assert.All(answers, answer => Assert.Equal(answer.i, answer.Item2));
        Assert.Equal(0, _ami.PendingActions);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_told_in_time()
    {
        _fake.On("Slow", FakeReply.None);
        var late = await Assert.ThrowsAsync<AmiTimeoutException>(() => _ami.SendAsync(new AmiAction("Slow") { Timeout = TimeSpan.FromMilliseconds(30) }));
        Assert.Equal("Asterisk did not answer Slow within 0.03 s.", late.Message);
        Assert.Equal(0, _ami.PendingActions);
        await _ami.PingAsync();
    }

    [Fact]
    public async Task Waiting_can_be_given_up()
    {
        _fake.On("Slow", FakeReply.None);
        using var cancellation = new CancellationTokenSource();
        var slow = _ami.SendAsync("Slow", cancellation.Token);
        await _fake.ReceivedAsync("Slow").WaitAsync(TestClient.Patience);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);
        Assert.Equal(0, _ami.PendingActions);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _ami.SendAsync("Ping", cancellation.Token));
    }

    [Fact]
    public async Task The_output_of_a_command_is_its_lines()
    {
        _fake.On("Command", FakeReply.Output("", "  Endpoint:  1001", "a: b: c"));
        var output = await _ami.CommandAsync("pjsip show endpoints");
        Assert.True(output.IsSuccess);
        Assert.Equal(["", "  Endpoint:  1001", "a: b: c"], output.Lines);
    }

    [Fact]
    public async Task Commands_that_the_user_may_not_run_throw()
    {
        _fake.Deny("Command");
        Assert.Equal(["command"], (await Assert.ThrowsAsync<AmiActionException>(() => _ami.CommandAsync("core show uptime"))).Error.MissingClasses);
    }

    [Fact]
    public async Task A_list_is_whole()
    {
        _fake.Remember(Transcripts.Load("01"));
        var list = await _ami.SendListAsync("PJSIPShowEndpoints");
        Assert.Equal(["1001", "1002", "1003", "1004", "1005", "carrier"], list.Select(item => item["ObjectName"]));
        Assert.Equal(6, list.Completion!.GetInt32("ListItems"));
    }

    [Fact]
    public async Task A_list_comes_item_by_item_and_may_be_left_early()
    {
        _fake.On("Big", FakeReply.List("will follow", "BigComplete", Enumerable.Range(0, 1000).Select(i => new AmiMessage(new("Event", "Item"), new("N", $"{i}")))));
        var seen = new List<int>();
        var listened = 0;
        using var listener = _ami.On("Item", _ => listened++);
        await foreach (var item in _ami.StreamListAsync("Big"))
        {
            seen.Add(item.GetInt32("N"));
            if (seen.Count == 3)
            {
                break;
            }
        }
        await _ami.PingAsync();
        Assert.Equal([0, 1, 2], seen);
        Assert.Equal(1000, await _ami.StreamListAsync("Big").CountAsync());
        Assert.Equal(0, listened);
        Assert.Equal(0, _ami.PendingActions);
    }

    [Fact]
    public async Task Nothing_to_list_is_an_empty_list()
    {
        Assert.Empty(await _ami.SendListAsync("ConfbridgeListRooms"));
        Assert.Empty(await _ami.SendListAsync(new AmiAction("DBGet") { { "Family", "CF" }, { "Key", "1" } }));
        Assert.Empty(await _ami.SendListAsync("CoreShowChannels"));
    }

    [Fact]
    public async Task A_list_that_is_refused_throws()
    {
        _fake.Deny("CoreShowChannels");
        await Assert.ThrowsAsync<AmiActionException>(() => _ami.SendListAsync("CoreShowChannels"));
        await Assert.ThrowsAsync<AmiActionException>(async () => await _ami.StreamListAsync("CoreShowChannels").CountAsync());
    }

    [Fact]
    public async Task A_list_beyond_its_limit_fails_and_the_connection_stays()
    {
        await using var ami = await _fake.ConnectAsync(options => options with { MaxListItems = 5 });
        _fake.On("Big", FakeReply.List("will follow", "BigComplete", Enumerable.Range(0, 100).Select(i => new AmiMessage(new("Event", "Item"), new("N", $"{i}")))));
        Assert.Contains("more than 5 items", (await Assert.ThrowsAsync<AmiProtocolException>(() => ami.SendListAsync("Big"))).Message, StringComparison.Ordinal);
        await ami.PingAsync();
    }

    [Fact]
    public async Task An_event_between_the_items_of_a_list_goes_to_its_listener()
    {
        var text = "Response: Success\r\nActionID: 7\r\nEventList: start\r\n\r\nEvent: Item\r\nActionID: 7\r\n\r\nEvent: Hangup\r\nCause: 16\r\n\r\nEvent: Done\r\nActionID: 7\r\nEventList: COMPLETE\r\n\r\n";
        _fake.On("L", FakeReply.None);
        var events = _ami.EventsAsync("Hangup");
        var list = _ami.SendListAsync(new AmiAction("L") { ActionId = "7" });
        await _fake.ReceivedAsync("L").WaitAsync(TestClient.Patience);
        await _fake.SendBytesAsync(System.Text.Encoding.ASCII.GetBytes(text));
        Assert.Equal("Item", Assert.Single(await list.WaitAsync(TestClient.Patience)).EventName);
        Assert.Equal("16", (await events.FirstAsync())["Cause"]);
    }

    [Fact]
    public async Task Items_of_a_list_that_was_sent_as_a_plain_action_go_to_listeners()
    {
        _fake.Remember(Transcripts.Load("01"));
        var peers = _ami.EventsAsync("PeerEntry", "PeerlistComplete");
        Assert.True((await _ami.SendAsync("SIPpeers")).IsSuccess);
        Assert.Equal(["2001", "2002", null], await peers.Take(3).Select(peer => peer["ObjectName"]).ToListAsync());
    }

    [Fact]
    public async Task An_OriginateResponse_of_another_session_is_nothing_of_ours()
    {
        _fake.On("Originate", FakeReply.None);
        var waiting = _ami.SendAsync(new AmiAction("Originate") { ActionId = "orig1" });
        await _fake.ReceivedAsync("Originate").WaitAsync(TestClient.Patience);
        await _fake.SendEventAsync("OriginateResponse", new AmiHeader("ActionID", "theirs"), new AmiHeader("Response", "Failure"));
        await _fake.SendEventAsync("OriginateResponse", new AmiHeader("ActionID", "orig1"), new AmiHeader("Response", "Failure"));
        await _fake.SendBytesAsync("Response: Success\r\nActionID: orig1\r\nMessage: queued\r\n\r\n"u8.ToArray());
        Assert.Equal("queued", (await waiting.WaitAsync(TestClient.Patience))["Message"]);
    }

    [Fact]
    public async Task An_answer_that_nobody_waits_for_harms_nothing()
    {
        await _fake.SendBytesAsync("Response: Error\r\nMessage: Failed to parse message: line too long\r\n\r\nResponse: Success\r\nActionID: nobody\r\n\r\n"u8.ToArray());
        await _ami.PingAsync();
    }
}
