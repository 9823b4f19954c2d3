using System.CommandLine;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Tandem.Asterisk.Testing;
using Tandem.Hub.CommandLine;
using Tandem.Hub.CommandLine.Steering;
using Tandem.Hub.Tests.Testing;

namespace Tandem.Hub.Tests.Rest.Asterisk;

/// <summary>What an Asterisk alone can do, by REST and by the command line.</summary>
public sealed class AsteriskFunctionTests
{
    [Fact]
    public async Task Every_function_is_an_action_and_its_answer()
    {
        await using var office = await AsteriskHub.StartAsync();
        using var client = office.Hub.Client();
        foreach (var (method, path, body, action, wire, answer) in new[]
        {
            ("PUT", "database/CRM%2Fgold/101", """{"value":"a b"}""", "DBPut", "Family: CRM/gold|Key: 101|Val: a b", "position"),
            ("GET", "database/CRM%2Fgold/101", null, "DBGet", "Family: CRM/gold|Key: 101", "\"value\":\"a b\""),
            ("DELETE", "database/CRM%2Fgold/101", null, "DBDel", "Family: CRM/gold|Key: 101", "position"),
            ("PUT", "variables/OPEN", """{"value":""}""", "Setvar", "Variable: OPEN|Value: ", "position"),
            ("GET", "variables/OPEN", null, "Getvar", "Variable: OPEN", "\"name\":\"OPEN\""),
            ("PUT", "devices/night", """{"state":"busy"}""", "Setvar", "Variable: DEVICE_STATE(Custom:night)|Value: BUSY", "position"),
            ("POST", "digits", """{"extension":"101","digits":"12"}""", "Originate", "Channel: Local/101@from-internal|Application: SendDTMF|Data: w12|Timeout: 30000|CallerID: 101|Async: true", "office:"),
            ("POST", "announcements", """{"extension":"101","name":"closed"}""", "Originate", "Channel: Local/101@from-internal|Application: Record|Data: /var/lib/asterisk/sounds/custom/closed.wav,,,k|Timeout: 30000|CallerID: REC 101|Async: true", "custom/closed.wav"),
            ("GET", "voicemail", null, "VoicemailUsersList", "", "\"TimeZone\":\"eu\""),
            ("POST", "queuelog", """{"queue":"401","event":"AGENTLOGIN","member":"Anna"}""", "QueueLog", "Queue: 401|Event: AGENTLOGIN|Uniqueid: tandem|Interface: Anna", "position"),
            ("GET", "extensions/101/state", null, "ExtensionState", "Exten: 101|Context: from-internal", "\"status\":1"),
            ("GET", "extensions/101/state?context=ext-local", null, "ExtensionState", "Exten: 101|Context: ext-local", "\"hint\":\"PJSIP/101\""),
            ("PUT", "extensions/101/recalls", """{"callers":["102","103"]}""", "DBPut", "Family: ROB|Key: 101|Val: 102&103", "position"),
            ("GET", "extensions/101/recalls", null, "DBGet", "Family: ROB|Key: 101", "[\"102\",\"103\"]"),
        })
        {
            using var response = await SendAsync(client, method, path, body);
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{method} {path}: {text}");
            Assert.Equal(wire, office.Sent(action));
            Assert.Contains(answer, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_missing_is_told_with_its_reason()
    {
        await using var office = await AsteriskHub.StartAsync("MixMonitor", "DBPut");
        using var client = office.Hub.Client();
        var items = (await client.GetJsonAsync("/api/asterisk/office/capabilities")).GetProperty("items").EnumerateArray()
            .ToDictionary(item => item.GetProperty("name").GetString()!, item => item.TryGetProperty("missing", out var reason) ? reason.GetString() : null);
        Assert.Null(items["call"]);
        Assert.Equal("Asterisk does not know MixMonitor, or does not let this user send it.", items["record"]);
        Assert.Equal("the setting HoldContext says nothing.", items["hold"]);
        using var hold = await client.PostAsync("/api/channels/1.1/hold", null);
        Assert.Equal("The capability 'hold' is missing: the setting HoldContext says nothing.", (await hold.ProblemAsync(HttpStatusCode.NotImplemented)).GetProperty("detail").GetString());
        using var write = await SendAsync(client, "PUT", "database/A/1", """{"value":"1"}""");
        Assert.Equal("asterisk.database", (await write.ProblemAsync(HttpStatusCode.NotImplemented)).GetProperty("capability").GetString());
    }

    [Theory]
    [InlineData("GET", "database/CRM/none", null, 404)]
    [InlineData("PUT", "database/A/1", "{}", 400)]
    [InlineData("PUT", "extensions/101/recalls", """{"callers":"102"}""", 400)]
    [InlineData("PUT", "extensions/101/recalls", """{"callers":[""]}""", 400)]
    [InlineData("POST", "announcements", """{"extension":"101","name":"../x"}""", 409)]
    [InlineData("POST", "digits", """{"extension":"999","digits":"1"}""", 404)]
    [InlineData("GET", "variables/CDR(src)", null, 409)]
    public async Task What_cannot_be_is_told_by_its_status(string method, string path, string? body, int status)
    {
        await using var office = await AsteriskHub.StartAsync();
        using var client = office.Hub.Client();
        using var response = await SendAsync(client, method, path, body);
        await response.ProblemAsync((HttpStatusCode)status);
    }

    [Fact]
    public async Task Only_who_administers_the_domain_sees_its_asterisk()
    {
        await using var office = await AsteriskHub.StartAsync();
        foreach (var (token, status) in new[]
        {
            (await office.Hub.TokenAsync(), HttpStatusCode.OK),
            (await office.Hub.TokenAsync(scopes: ["read", "call"]), HttpStatusCode.Forbidden),
            (await office.Hub.TokenAsync("other"), HttpStatusCode.NotFound),
            (await office.Hub.TokenAsync(user: await office.Hub.UserAsync("105")), HttpStatusCode.NotFound),
        })
        {
            using var client = office.Hub.Client(token);
            using var response = await SendAsync(client, "GET", "voicemail", null);
            Assert.Equal(status, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_command_on_any_source_steers_an_asterisk_too()
    {
        await using var office = await AsteriskHub.StartAsync();
        using var client = office.Hub.Client();
        office.Asterisk.On("QueuePause", action =>
        {
            _ = office.Asterisk.SendEventAsync(AsteriskHub.Event("QueueMemberPause", "Queue: 401", "MemberName: Anna", $"Interface: {action["Interface"]}", "Membership: dynamic", "Status: 1", "Paused: 1"));
            return FakeReply.Success();
        });
        foreach (var (method, path, body, action, wire, id) in new[]
        {
            ("PUT", "/api/queues/401/members/office%3A101/pause", """{"reason":"lunch"}""", "QueuePause", "Queue: 401|Interface: PJSIP/101|Paused: true|Reason: lunch", "office:401/101"),
            ("PUT", "/api/extensions/101/forwards/busy", """{"voicemail":true}""", "DBPut", "Family: CFB|Key: 101|Val: vmu101", "office:101"),
            ("POST", "/api/channels/1.1/mute", null, "MuteAudio", "Channel: PJSIP/101-1|Direction: in|State: on", "office:1.1"),
        })
        {
            using var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") });
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {text}");
            Assert.Equal(wire, office.Sent(action));
            Assert.Equal(id, (string?)JsonNode.Parse(text)!["id"]);
        }
    }

    [Fact]
    public async Task The_example_of_every_command_of_the_command_line_is_taken()
    {
        await using var office = await AsteriskHub.StartAsync();
        var said = new List<string>();
        foreach (var command in Leaves(AsteriskCommands.Create()).OrderBy(command => command.Name == "set" ? 0 : 1))
        {
            var example = command.Description!.Split('\n')[^1].Trim()["tandem ".Length..];
            using var output = new StringWriter { NewLine = "\n" };
            var parsed = TandemCommand.Create().Parse($"{example} --url {office.Hub.Url} --token {TestHub.OperatorToken}");
            Assert.True(await parsed.InvokeAsync(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false }) == 0, example);
            said.Add(output.ToString().TrimEnd());
        }
        Assert.Contains("Waiting for 101: 102 103", said);
        Assert.Contains("102 103", said);
        Assert.Contains("CRM/1001 is gold.", said);
        Assert.Contains("InUse (1) by PJSIP/101", said);
        Assert.Contains("Extension 101 speaks to /var/lib/asterisk/sounds/custom/closed-today.wav", said);
        Assert.DoesNotContain(said, text => text.Contains('{', StringComparison.Ordinal));
    }

    private static IEnumerable<Command> Leaves(Command command) => command.Subcommands.Count == 0 ? [command] : command.Subcommands.SelectMany(Leaves);

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string path, string? body) => client.SendAsync(
        new HttpRequestMessage(new HttpMethod(method), $"/api/asterisk/office/{path}") { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") });
}
