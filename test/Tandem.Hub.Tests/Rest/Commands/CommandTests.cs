using System.Net;
using System.Text;
using Tandem.Hub.Rest.Commands;
using Tandem.Hub.Tests.Testing;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Hub.Tests.Rest.Commands;

public sealed class CommandTests
{
    private const string Leg = "/api/channels/pbx:call-1";

    /// <summary>Every command: the request, and the command that its source is given.</summary>
    private static readonly (string Method, string Path, string? Body, PbxCommand Command)[] Requests =
    [
        ("POST", $"{Leg}/answer", null, new AnswerCommand("pbx:call-1")),
        ("POST", $"{Leg}/hold", null, new HoldCommand("pbx:call-1")),
        ("POST", $"{Leg}/resume", "{}", new ResumeCommand("pbx:call-1")),
        ("POST", $"{Leg}/transfer", """{"to":"103"}""", new BlindTransferCommand("pbx:call-1", "103")),
        ("POST", $"{Leg}/consult", """{"to":"103"}""", new ConsultCommand("pbx:call-1", "103")),
        ("POST", $"{Leg}/complete", """{"consultation":"call-1-b"}""", new AttendedTransferCommand("pbx:call-1", "call-1-b")),
        ("POST", $"{Leg}/redirect", """{"to":"+49 30"}""", new RedirectCommand("pbx:call-1", "+49 30")),
        ("POST", $"{Leg}/park", null, new ParkCommand("pbx:call-1")),
        ("POST", $"{Leg}/park", """{"lot":"default","slot":"702","timeoutSeconds":60}""", new ParkCommand("pbx:call-1", "default", "702", TimeSpan.FromSeconds(60))),
        ("POST", $"{Leg}/voicemail", """{"mailbox":"101@default"}""", new DepositVoicemailCommand("pbx:call-1", "101@default")),
        ("POST", $"{Leg}/mute", null, new MuteCommand("pbx:call-1")),
        ("POST", $"{Leg}/unmute", null, new MuteCommand("pbx:call-1", Muted: false)),
        ("POST", $"{Leg}/dtmf", """{"digits":"1#"}""", new SendDtmfCommand("pbx:call-1", "1#")),
        ("POST", $"{Leg}/play", """{"media":"custom/hello"}""", new PlayCommand("pbx:call-1", "custom/hello")),
        ("POST", $"{Leg}/conference", """{"room":"800"}""", new JoinConferenceCommand("pbx:call-1", "800")),
        ("POST", $"{Leg}/kick", null, new KickCommand("pbx:call-1")),
        ("POST", $"{Leg}/recording/start", null, new StartRecordingCommand("pbx:call-1")),
        ("POST", $"{Leg}/recording/pause", null, new PauseRecordingCommand("pbx:call-1")),
        ("POST", $"{Leg}/recording/resume", null, new ResumeRecordingCommand("pbx:call-1")),
        ("POST", $"{Leg}/recording/stop", null, new StopRecordingCommand("pbx:call-1")),
        ("POST", $"{Leg}/spy", """{"listener":"101"}""", new SpyCommand("pbx:call-1", "101")),
        ("POST", $"{Leg}/whisper", """{"listener":"101"}""", new WhisperCommand("pbx:call-1", "101")),
        ("POST", $"{Leg}/barge", """{"listener":"101"}""", new BargeCommand("pbx:call-1", "101")),
        ("POST", $"{Leg}/variables", """{"name":"CRM_CASE","value":"7"}""", new SetVariableCommand("pbx:call-1", "CRM_CASE", "7")),
        ("POST", $"{Leg}/variables", """{"name":"CRM_CASE"}""", new SetVariableCommand("pbx:call-1", "CRM_CASE", "")),
        ("POST", "/api/extensions/101/pickup", """{"channel":"call-1-b"}""", new PickUpCommand("pbx:101", "call-1-b")),
        ("POST", "/api/extensions/101/retrieve", """{"parkedCall":"default/701"}""", new RetrieveCommand("pbx:101", "default/701")),
        ("PUT", "/api/extensions/101/dnd", null, new SetDoNotDisturbCommand("pbx:101", true)),
        ("DELETE", "/api/extensions/101/dnd", null, new SetDoNotDisturbCommand("pbx:101", false)),
        ("PUT", "/api/extensions/101/forwards/always", """{"to":"030123"}""", new SetForwardCommand("pbx:101", ForwardCondition.Always, new ForwardTarget("030123"))),
        ("PUT", "/api/extensions/101/forwards/busy", """{"voicemail":true}""", new SetForwardCommand("pbx:101", ForwardCondition.Busy, ForwardTarget.Voicemail)),
        ("PUT", "/api/extensions/101/forwards/unavailable", """{"to":"102"}""", new SetForwardCommand("pbx:101", ForwardCondition.Unavailable, new ForwardTarget("102"))),
        ("DELETE", "/api/extensions/101/forwards/always", null, new SetForwardCommand("pbx:101", ForwardCondition.Always, null)),
        ("DELETE", "/api/extensions/101/forwards/busy", null, new SetForwardCommand("pbx:101", ForwardCondition.Busy, null)),
        ("DELETE", "/api/extensions/101/forwards/unavailable", null, new SetForwardCommand("pbx:101", ForwardCondition.Unavailable, null)),
        ("PUT", "/api/extensions/101/presence", """{"presence":"away","message":"lunch"}""", new SetPresenceCommand("pbx:101", "away", "lunch")),
        ("DELETE", "/api/extensions/101/presence", null, new SetPresenceCommand("pbx:101", "not_set")),
        ("POST", "/api/queues/sales%2Feu/members", """{"extension":"101","penalty":2}""", new AddQueueMemberCommand("pbx:sales/eu", "101", 2)),
        ("DELETE", "/api/queues/sales%2feu/members/101", null, new RemoveQueueMemberCommand("pbx:sales/eu", "101")),
        ("PUT", "/api/queues/pbx%3Asales%2Feu/members/pbx:101/pause", """{"reason":"lunch"}""", new PauseQueueMemberCommand("pbx:sales/eu", "pbx:101", true, "lunch")),
        ("PUT", "/api/queues/sales%2Feu/members/101/pause", """{"paused":false}""", new PauseQueueMemberCommand("pbx:sales/eu", "101", false)),
        ("POST", "/api/conferences/8%20%C3%A4/lock", null, new LockConferenceCommand("pbx:8 ä")),
        ("POST", "/api/conferences/pbx:8%20%C3%A4/unlock", null, new LockConferenceCommand("pbx:8 ä", Locked: false)),
        ("POST", "/api/conferences/8%20%C3%A4/end", null, new EndConferenceCommand("pbx:8 ä")),
    ];

    [Fact]
    public async Task Every_command_reaches_its_source_and_its_result_is_answered()
    {
        await using var hub = await StartAsync();
        using var client = hub.Client();
        foreach (var (method, path, body, command) in Requests)
        {
            using var response = await SendAsync(client, method, path, body);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{method} {path}: {await response.Content.ReadAsStringAsync()}");
            var answer = await response.JsonAsync();
            Assert.Equal(command, Pbx(hub).Executed.Last());
            Assert.Equal(command.Target.Text, answer.GetProperty("id").GetString());
            Assert.NotEqual("", answer.GetProperty("position").GetString());
        }
    }

    [Fact]
    public void No_command_is_left_without_a_request()
    {
        var known = Requests.Select(request => request.Command.GetType()).Append(typeof(CallCommand)).Append(typeof(HangUpCommand));
        var all = typeof(PbxCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PbxCommand)) && !type.IsAbstract);
        Assert.Empty(all.Except(known));
        Assert.Equal(CommandRoutes.All.Count, Requests.Select(request => Shape(request.Method, request.Path)).Distinct().Count());
    }

    [Theory]
    [InlineData("POST", $"{Leg}/transfer", "{}", "$.to")]
    [InlineData("POST", $"{Leg}/transfer", """{"to":"1\r\n2"}""", "$.to")]
    [InlineData("POST", $"{Leg}/park", """{"timeoutSeconds":0}""", "$.timeoutSeconds")]
    [InlineData("POST", $"{Leg}/dtmf", """{"digit":"1"}""", "$.digit")]
    [InlineData("PUT", "/api/extensions/101/forwards/busy", """{"voicemail":"yes"}""", "$.voicemail")]
    [InlineData("PUT", "/api/queues/sales%2Feu/members/101/pause", """{"paused":1}""", "$.paused")]
    public async Task A_wrong_field_is_named_and_nothing_is_done(string method, string path, string body, string field)
    {
        await using var hub = await StartAsync();
        using var client = hub.Client();
        using var response = await SendAsync(client, method, path, body);
        Assert.Equal(field, (await response.ProblemAsync(HttpStatusCode.BadRequest)).GetProperty("field").GetString());
        Assert.Empty(Pbx(hub).Executed);
    }

    [Theory]
    [InlineData("Refused", 409)]
    [InlineData("Busy", 409)]
    [InlineData("Unavailable", 409)]
    [InlineData("Failed", 502)]
    [InlineData("TimedOut", 504)]
    public async Task What_the_source_says_is_the_answer(string outcome, int status)
    {
        await using var hub = await StartAsync();
        using var client = hub.Client();
        Pbx(hub).Answer = _ => Task.FromResult(outcome switch
        {
            "Refused" => CommandResult.Refused("The exchange said no."),
            "Busy" => CommandResult.Busy("The exchange said no."),
            "Unavailable" => CommandResult.Unavailable("The exchange said no."),
            "Failed" => CommandResult.Failed("The exchange said no."),
            _ => CommandResult.TimedOut("The exchange said no."),
        });
        using var response = await SendAsync(client, "POST", $"{Leg}/hold", null);
        Assert.Equal("The exchange said no.", (await response.ProblemAsync((HttpStatusCode)status)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task What_a_source_cannot_do_is_named()
    {
        await using var hub = await StartAsync([Capability.Mute]);
        using var client = hub.Client();
        using var response = await SendAsync(client, "POST", $"{Leg}/hold", null);
        Assert.Equal("hold", (await response.ProblemAsync(HttpStatusCode.NotImplemented)).GetProperty("capability").GetString());
    }

    [Fact]
    public async Task A_domain_commands_its_own_objects_only()
    {
        await using var hub = await StartAsync();
        using var stranger = hub.Client(await hub.TokenAsync("other"));
        foreach (var (method, path, body, _) in Requests)
        {
            using var response = await SendAsync(stranger, method, path, body);
            await response.ProblemAsync(HttpStatusCode.NotFound);
        }
        Assert.Empty(Pbx(hub).Executed);
        using var own = hub.Client(await hub.TokenAsync());
        using var done = await SendAsync(own, "POST", $"{Leg}/hold", null);
        Assert.Equal(new HoldCommand("pbx:call-1") { Domain = TestHub.Domain }, Assert.Single(Pbx(hub).Executed));
    }

    [Fact]
    public async Task A_user_commands_the_legs_and_extensions_of_its_own_only()
    {
        await using var hub = await StartAsync();
        var (mine, theirs) = (await hub.UserAsync("105"), await hub.UserAsync("106"));
        var pbx = Pbx(hub);
        pbx.Extension(TestHub.Domain, "105", mine);
        pbx.Extension(TestHub.Domain, "106", theirs);
        var own = pbx.Call(TestHub.Domain, "105", "030", user: mine);
        await MergedAsync(hub);
        using var user = hub.Client(await hub.TokenAsync(user: mine));
        foreach (var (method, path, body, status) in new[]
        {
            ("POST", $"/api/channels/{own}/hold", null, HttpStatusCode.OK),
            ("POST", $"{Leg}/hold", null, HttpStatusCode.NotFound),
            ("POST", $"/api/channels/{own}/complete", """{"consultation":"call-1"}""", HttpStatusCode.NotFound),
            ("PUT", "/api/extensions/105/dnd", null, HttpStatusCode.OK),
            ("PUT", "/api/extensions/106/dnd", null, HttpStatusCode.Forbidden),
            ("PUT", "/api/extensions/101/dnd", null, HttpStatusCode.Forbidden),
            ("POST", "/api/extensions/106/retrieve", """{"parkedCall":"default/701"}""", HttpStatusCode.Forbidden),
            ("PUT", "/api/queues/sales%2Feu/members/105/pause", null, HttpStatusCode.OK),
            ("PUT", "/api/queues/sales%2Feu/members/106/pause", null, HttpStatusCode.Forbidden),
            ("DELETE", "/api/queues/sales%2Feu/members/106", null, HttpStatusCode.Forbidden),
            ("POST", "/api/conferences/8%20%C3%A4/end", null, HttpStatusCode.Forbidden),
            ("POST", $"/api/channels/{own}/spy", """{"listener":"106"}""", HttpStatusCode.Forbidden),
            ("POST", $"/api/channels/{own}/spy", """{"listener":"call-1"}""", HttpStatusCode.NotFound),
            ("POST", $"{Leg}/spy", """{"listener":"105"}""", HttpStatusCode.NotFound),
        })
        {
            using var response = await SendAsync(user, method, path, body);
            Assert.True(response.StatusCode == status, $"{method} {path}: {response.StatusCode}");
        }
        Assert.Equal(3, pbx.Executed.Count);
    }

    [Fact]
    public async Task Who_may_only_call_may_not_listen_in_and_who_may_only_read_does_nothing()
    {
        await using var hub = await StartAsync();
        using var caller = hub.Client(await hub.TokenAsync(scopes: "call"));
        using var reader = hub.Client(await hub.TokenAsync(scopes: "read"));
        foreach (var verb in new[] { "spy", "whisper", "barge", "variables" })
        {
            using var response = await SendAsync(caller, "POST", $"{Leg}/{verb}", "{}");
            await response.ProblemAsync(HttpStatusCode.Forbidden);
        }
        foreach (var (method, path, body, _) in Requests)
        {
            using var response = await SendAsync(reader, method, path, body);
            await response.ProblemAsync(HttpStatusCode.Forbidden);
        }
        Assert.Empty(Pbx(hub).Executed);
    }

    private static string Shape(string method, string path)
    {
        var parts = path.Split('/');
        parts[3] = "{id}";
        if (parts is [_, _, "queues", _, _, _, ..])
        {
            parts[5] = "{extension}";
        }
        return $"{method} {string.Join('/', parts)}";
    }

    private static FakePbx Pbx(TestHub hub) => (FakePbx)hub.Exchange.Sources.Single(source => source.Name == "pbx");

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string path, string? body) => client.SendAsync(
        new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") });

    private static async Task<TestHub> StartAsync(CapabilitySet? capabilities = null)
    {
        var pbx = new FakePbx("pbx")
        {
            Capabilities = capabilities ?? [.. Requests.Select(request => request.Command.Capability)],
            Answer = command => Task.FromResult(CommandResult.Done(ObjectId.Parse(command.Target.Text))),
        };
        pbx.Extension(TestHub.Domain, "101");
        pbx.Call(TestHub.Domain, "101", "102");
        pbx.State.Write(ChangeKind.QueueChanged, writer =>
        {
            writer.Upsert(new Queue { Id = pbx.Id("sales/eu"), Domain = TestHub.Domain, Name = "sales" });
            writer.Upsert(new Conference { Id = pbx.Id("8 ä"), Domain = TestHub.Domain });
        });
        var hub = await TestHub.StartAsync(otherSources: pbx);
        await MergedAsync(hub);
        return hub;
    }

    private static Task MergedAsync(TestHub hub) => Eventually.Async(() => Task.FromResult(
        Pbx(hub).State.Snapshot().Entities.ToHashSet().SetEquals(hub.Exchange.Model.Snapshot().Entities.Where(entity => entity.Source == "pbx"))));
}
