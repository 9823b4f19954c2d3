using System.Net.WebSockets;
using System.Text.Json;
using Tandem.Cti.Protocol;
using Tandem.Cti.Tests.Protocol;
using Tandem.Hub.Basix;
using Tandem.Hub.Tests.Events;
using Tandem.Hub.Tests.Testing;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Hub.Tests.Basix;

public sealed class BasixFeedTests
{
    [Fact]
    public async Task The_seed_s_client_logs_in_as_it_did_and_follows_a_call()
    {
        await using var hub = await TestHub.StartAsync();
        var early = hub.Source.Call(TestHub.Domain, "101", "102", user: 7);
        await hub.MergedAsync();
        var token = await hub.TokenAsync();
        await using var feed = await CtiFeed.StartAsync(hub, $"?domain={TestHub.Domain}&api_user=somebody&api_token={token}");
        var client = new SeedClient();
        await UntilAsync(() => client.Initial is not null);
        Assert.Equal([$"{early}", $"{early}-b"], client.Initial!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(7L, client.Initial[$"{early}"]["user_id"]);

        var call = hub.Source.Call(TestHub.Domain, "103", "104");
        hub.Source.HangUp(call, HangupCause.NormalClearing);
        await UntilAsync(() => client.Channels.Count == 3);
        Assert.Equal(
            [$"{call} NEW_CHANNEL calling", $"{call}-b CHANNEL_ORIGINATE calling", $"{call} CHANNEL_HANGUP calling"],
            client.Channels.Select(record => $"{record["uuid"]} {record["last_event"]} {((object?[])record["state"]!)[1]}"));
        Assert.NotNull(client.Channels[2]["hangup_timestamp"]);
        Assert.Equal(1, client.Initials);

        hub.Source.State.Write(ChangeKind.MailboxChanged, writer => writer.Upsert(new Mailbox { Id = hub.Source.Id("101"), Domain = TestHub.Domain, New = 1 }));
        await UntilAsync(() => client.Mwi.Count == 1);

        async Task UntilAsync(Func<bool> isSo)
        {
            while (!isSo())
            {
                client.Handle(await feed.NextBytesAsync() ?? throw new EndOfStreamException());
            }
        }
    }

    [Fact]
    public async Task Who_logs_in_as_from_2019_on_is_spoken_to_as_from_2019_on()
    {
        await using var hub = await TestHub.StartAsync();
        var token = await hub.TokenAsync();
        await using var feed = await CtiFeed.StartAsync(hub, "?app_name=test&full_events=true", $"{TestHub.Domain}:{token}");
        Assert.Empty((await feed.NextAsync<CtiMessage.Initial>()).Channels);
        Assert.Equal(CtiProfile.Basix2019, feed.Profile);
        var call = hub.Source.Call(TestHub.Domain, "101", "102");
        hub.Source.HangUp(call, HangupCause.NormalClearing);
        Assert.Equal($"Added {call} NEW_CHANNEL calling", await feed.NextRecordAsync());
        Assert.Equal($"Added {call}-b CHANNEL_ORIGINATE calling", await feed.NextRecordAsync());
        Assert.Equal($"Removed {call} CHANNEL_HANGUP calling", await feed.NextRecordAsync());
    }

    [Theory]
    [InlineData("?profile=basix-2017", "acme:operator-token-0123456789", 400)]
    [InlineData("", "acme:no-token", 401)]
    [InlineData("", "acme", 401)]
    [InlineData("?domain=acme&api_user=x&api_token=no-token", null, 401)]
    [InlineData("", null, 401)]
    public async Task Who_may_not_is_refused(string query, string? basic, int status)
    {
        await using var hub = await TestHub.StartAsync();
        var exception = await Assert.ThrowsAsync<WebSocketException>(() => CtiFeed.StartAsync(hub, query, basic));
        Assert.Contains($"'{status}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_opens_its_own_domain_only()
    {
        await using var hub = await TestHub.StartAsync();
        var token = await hub.TokenAsync("other");
        await Assert.ThrowsAsync<WebSocketException>(() => CtiFeed.StartAsync(hub, CtiProfile.Basix2019, token, TestHub.Domain));
        await using var feed = await CtiFeed.StartAsync(hub, CtiProfile.Basix2019, token, "other");
        await feed.NextAsync<CtiMessage.Initial>();
        hub.Source.Call(TestHub.Domain, "101", "102");
        var own = hub.Source.Call("other", "501", "502");
        Assert.Equal($"Added {own} NEW_CHANNEL calling", await feed.NextRecordAsync());
    }

    [Fact]
    public async Task A_user_sees_and_commands_its_own_channels_only()
    {
        await using var hub = await TestHub.StartAsync();
        var user = await hub.UserAsync("101");
        var token = await hub.TokenAsync(TestHub.Domain, user);
        await using var feed = await CtiFeed.StartAsync(hub, CtiProfile.Tandem, token);
        await feed.NextAsync<CtiMessage.Initial>();
        var other = hub.Source.Call(TestHub.Domain, "102", "103");
        var own = hub.Source.Call(TestHub.Domain, "101", "102", user: user);
        Assert.Equal($"Added {own} NEW_CHANNEL calling", await feed.NextRecordAsync());
        await feed.SendAsync($$"""{"cmd":"hangup","uuid":"{{other}}","ref":1}""");
        Assert.Equal((1, "not_found"), await AnswerAsync(feed));
        Assert.Empty(hub.Source.Executed);
        await feed.SendAsync($$"""{"cmd":"hangup","uuid":"{{own}}"}""");
        Assert.Equal($"Removed {own} CHANNEL_HANGUP calling", await feed.NextRecordAsync());
    }

    [Fact]
    public async Task Commands_go_to_the_source_that_owns_the_channel()
    {
        var other = new FakePbx("other")
        {
            Capabilities = [Capability.Park, Capability.Redirect, Capability.Spy, Capability.Whisper, Capability.Barge],
            Answer = command => Task.FromResult(CommandResult.Done()),
        };
        await using var hub = await TestHub.StartAsync(feed: null, other);
        var call = other.Call(TestHub.Domain, "101", "102");
        await Eventually.Async(() => Task.FromResult(hub.Exchange.Model.Snapshot().Channels.Count == 2));
        await using var feed = await CtiFeed.StartAsync(hub, CtiProfile.Basix2019);
        await feed.NextAsync<CtiMessage.Initial>();
        string[] commands =
        [
            """{"cmd":"park","uuid":"U","timeout":30,"ref":1}""",
            """{"cmd":"transfer","uuid":"U","user_id":7,"user_name":"x","destination":"104","ref":2}""",
            """{"cmd":"eavesdrop","uuid":"U","target_uuid":"U-b","subcommand":"","ref":3}""",
            """{"cmd":"eavesdrop","uuid":"U","target_uuid":"U-b","subcommand":"whisper","ref":4}""",
            """{"cmd":"eavesdrop","uuid":"U","target_uuid":"U-b","subcommand":"barge","ref":5}""",
        ];
        for (var i = 0; i < commands.Length; i++)
        {
            await feed.SendAsync(commands[i].Replace("U", call.ToString(), StringComparison.Ordinal));
            Assert.Equal((i + 1, "done"), await AnswerAsync(feed));
        }
        ObjectReference own = call;
        ObjectReference target = $"{call}-b";
        Assert.Equal(
            [
                new ParkCommand(own, Timeout: TimeSpan.FromSeconds(30)) { Domain = TestHub.Domain },
                new RedirectCommand(own, "104") { Domain = TestHub.Domain },
                new SpyCommand(target, own) { Domain = TestHub.Domain },
                new WhisperCommand(target, own) { Domain = TestHub.Domain },
                new BargeCommand(target, own) { Domain = TestHub.Domain },
            ],
            other.Executed.ToArray());
        Assert.Empty(hub.Source.Executed);
    }

    [Theory]
    [InlineData("""{"cmd":"hangup","uuid":"nobody","ref":9}""", "not_found")]
    [InlineData("""{"cmd":"hangup","ref":9}""", "refused")]
    [InlineData("""{"cmd":"dance","uuid":"x","ref":9}""", "refused")]
    [InlineData("""{"cmd":"transfer","uuid":"x","ref":9}""", "refused")]
    [InlineData("""{"cmd":"park","uuid":"switch:call-1","ref":9}""", "not_supported")]
    public async Task A_command_that_cannot_be_is_told(string command, string outcome)
    {
        await using var hub = await TestHub.StartAsync();
        hub.Source.Call(TestHub.Domain, "101", "102");
        await hub.MergedAsync();
        await using var feed = await CtiFeed.StartAsync(hub, CtiProfile.Basix2019);
        await feed.NextAsync<CtiMessage.Initial>();
        foreach (var rubbish in new[] { "", "{", "[]", "42", """{"cmd":7}""", """{"cmd":"hangup","uuid":{},"ref":"x"}""", new string('x', 10_000) })
        {
            await feed.SendAsync(rubbish);
        }
        await feed.SendAsync(command);
        Assert.Equal((9, outcome), await AnswerAsync(feed));
    }

    [Fact]
    public async Task Who_may_only_read_gives_no_commands()
    {
        await using var hub = await TestHub.StartAsync();
        var call = hub.Source.Call(TestHub.Domain, "101", "102");
        await hub.MergedAsync();
        var token = await hub.TokenAsync(TestHub.Domain, null, "read");
        await using var feed = await CtiFeed.StartAsync(hub, CtiProfile.Basix2019, token);
        await feed.NextAsync<CtiMessage.Initial>();
        await feed.SendAsync($$"""{"cmd":"hangup","uuid":"{{call}}","ref":1}""");
        Assert.Equal((1, "refused"), await AnswerAsync(feed));
        Assert.Empty(hub.Source.Executed);
    }

    [Theory]
    [InlineData(CtiProfile.Basix2016)]
    [InlineData(CtiProfile.Basix2019)]
    public async Task Beyond_its_connections_a_token_gets_none_or_replaces_the_oldest(CtiProfile profile)
    {
        await using var hub = await TestHub.StartAsync(settings => settings, feed: null, new BasixOptions { MaxConnections = 2 });
        await using var oldest = await CtiFeed.StartAsync(hub, profile);
        await oldest.NextAsync<CtiMessage.Initial>();
        await using var second = await CtiFeed.StartAsync(hub, profile);
        await second.NextAsync<CtiMessage.Initial>();

        await using var refused = await CtiFeed.StartAsync(hub, profile);
        await ExpectNoticeAsync(refused, "connection_limit_reached");
        await using var forced = await CtiFeed.StartAsync(hub, profile, more: "&force=true");
        await forced.NextAsync<CtiMessage.Initial>();
        await ExpectNoticeAsync(oldest, "connection_replaced");

        var call = hub.Source.Call(TestHub.Domain, "101", "102");
        Assert.EndsWith($"{call} NEW_CHANNEL calling", await second.NextRecordAsync(), StringComparison.Ordinal);
        Assert.EndsWith($"{call} NEW_CHANNEL calling", await forced.NextRecordAsync(), StringComparison.Ordinal);

        async Task ExpectNoticeAsync(CtiFeed feed, string notice)
        {
            if (profile != CtiProfile.Basix2016)
            {
                Assert.Equal(notice, (await feed.NextAsync<CtiMessage.System>()).Text);
            }
            Assert.Equal(WebSocketCloseStatus.PolicyViolation, await feed.EndAsync());
        }
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("sse")]
    public async Task The_records_are_there_as_JSON_too(string transport)
    {
        await using var hub = await TestHub.StartAsync();
        var early = hub.Source.Call(TestHub.Domain, "101", "102", user: 7);
        await hub.MergedAsync();
        await using var feed = transport == "ws" ? await FeedClient.WebSocketAsync(hub, query: "?format=chan_info") : null;
        using var http = hub.Client();
        using var lines = transport == "sse" ? new StreamReader(await http.GetStreamAsync("/api/events?format=chan_info")) : null;

        var initial = await NextAsync();
        Assert.Equal("initial_chan_info", initial.GetProperty("type").GetString());
        var channel = initial.GetProperty("channels").EnumerateArray().Single(item => item.GetProperty("uuid").GetString() == early.ToString());
        Assert.Equal(
            ["uuid", "direction", "peer_location", "calling_name", "calling_number", "called_number", "offer_timestamp", "answer_timestamp", "hangup_timestamp", "other_uuid", "user_name", "user_id", "state", "group_id", "group_name", "target", "last_event"],
            channel.EnumerateObject().Select(field => field.Name));
        Assert.Equal(("inbound", "101", 7), (channel.GetProperty("direction").GetString(), channel.GetProperty("calling_number").GetString(), channel.GetProperty("user_id").GetInt32()));
        Assert.Equal("calling", channel.GetProperty("state").GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, channel.GetProperty("answer_timestamp").ValueKind);

        hub.Source.HangUp(early, HangupCause.NormalClearing);
        var gone = await NextAsync();
        Assert.Equal("chan_info", gone.GetProperty("type").GetString());
        Assert.Equal("CHANNEL_HANGUP", gone.GetProperty("channel").GetProperty("last_event").GetString());

        async Task<JsonElement> NextAsync()
        {
            if (feed is not null)
            {
                return (await feed.NextAsync())!.Value;
            }
            string? line;
            while ((line = await lines!.ReadLineAsync().InTime()) is not null && !line.StartsWith("data: ", StringComparison.Ordinal))
            {
            }
            return JsonDocument.Parse(line![6..]).RootElement;
        }
    }

    private static async Task<(long Reference, string Outcome)> AnswerAsync(CtiFeed feed)
    {
        var result = await feed.NextAsync<CtiMessage.CommandResult>();
        return (result.Reference, result.Outcome);
    }
}
