using System.Net;
using Tandem.Hub.Tests.Testing;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Hub.Tests.Rest;

public sealed class CallTests
{
    private const string Body = """{"from":"101","to":"102"}""";

    [Fact]
    public async Task A_call_is_accepted_and_then_in_the_model_at_the_position()
    {
        await using var hub = await StartAsync();
        using var client = hub.Client();
        using var response = await client.PostTextAsync("/api/calls", Body);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var accepted = await response.JsonAsync();
        Assert.Equal("switch:call-1", accepted.GetProperty("conversationId").GetString());
        Assert.True(Position.TryParse(accepted.GetProperty("position").GetString(), out _));
        Assert.Equal(["switch:call-1"], (await client.GetJsonAsync("/api/conversations")).Each("id"));
    }

    [Theory]
    [InlineData("""{"from":"101","to":"+49301234"}""", null, null, null)]
    [InlineData("""{"from":"switch:101","to":"+49301234","callerId":null,"timeoutSeconds":null}""", null, null, null)]
    [InlineData("""{"from":"101","to":"+49301234","callerId":"+4930999","timeoutSeconds":1}""", null, "+4930999", 1)]
    [InlineData("""{"from":"101","to":"+49301234","callerId":{"name":"Jörg","number":"+4930999"},"timeoutSeconds":600}""", "Jörg", "+4930999", 600)]
    public async Task What_is_asked_is_what_the_source_gets(string body, string? name, string? number, int? seconds)
    {
        await using var hub = await StartAsync();
        using var client = hub.Client();
        using var response = await client.PostTextAsync("/api/calls", body);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var expected = new CallCommand(
            "switch:101", "+49301234", number is null ? null : new Party(name, number), seconds is null ? null : TimeSpan.FromSeconds(seconds.Value));
        Assert.Equal(expected, Assert.Single(hub.Source.Executed));
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("{", "$")]
    [InlineData("[]", "$")]
    [InlineData("\"101\"", "$")]
    [InlineData("""{"to":"102"}""", "$.from")]
    [InlineData("""{"from":"101"}""", "$.to")]
    [InlineData("""{"from":101,"to":"102"}""", "$.from")]
    [InlineData("""{"from":"","to":"102"}""", "$.from")]
    [InlineData("""{"from":"101","to":"1\u00002"}""", "$.to")]
    [InlineData("""{"from":"101","to":"102","form":"103"}""", "$.form")]
    [InlineData("""{"from":"101","to":"102","to":"103"}""", "$")]
    [InlineData("""{"from":"101","to":"102","timeoutSeconds":0}""", "$.timeoutSeconds")]
    [InlineData("""{"from":"101","to":"102","timeoutSeconds":601}""", "$.timeoutSeconds")]
    [InlineData("""{"from":"101","to":"102","timeoutSeconds":1.5}""", "$.timeoutSeconds")]
    [InlineData("""{"from":"101","to":"102","timeoutSeconds":"30"}""", "$.timeoutSeconds")]
    [InlineData("""{"from":"101","to":"102","callerId":7}""", "$.callerId")]
    [InlineData("""{"from":"101","to":"102","callerId":""}""", "$.callerId")]
    [InlineData("""{"from":"101","to":"102","callerId":{"name":"x"}}""", "$.callerId.number")]
    [InlineData("""{"from":"101","to":"102","callerId":{"number":"1","nmae":"x"}}""", "$.callerId.nmae")]
    public async Task A_wrong_body_is_refused_with_the_place_of_the_fault(string body, string field)
    {
        await using var hub = await StartAsync();
        using var client = hub.Client();
        using var response = await client.PostTextAsync("/api/calls", body);
        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(field, problem.GetProperty("field").GetString());
        Assert.NotEqual("", problem.GetProperty("detail").GetString());
        Assert.Empty(hub.Source.Executed);
    }

    public static TheoryData<string, HttpStatusCode> Outcomes => new()
    {
        { nameof(CommandResult.Refused), HttpStatusCode.Conflict },
        { nameof(CommandResult.Busy), HttpStatusCode.Conflict },
        { nameof(CommandResult.Unavailable), HttpStatusCode.Conflict },
        { nameof(CommandResult.TimedOut), HttpStatusCode.GatewayTimeout },
        { nameof(CommandResult.Failed), HttpStatusCode.BadGateway },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task An_outcome_has_its_status_and_says_why(string outcome, HttpStatusCode status)
    {
        await using var hub = await StartAsync();
        const string reason = "The phone has no power.";
        var result = outcome switch
        {
            nameof(CommandResult.Refused) => CommandResult.Refused(reason),
            nameof(CommandResult.Busy) => CommandResult.Busy(reason),
            nameof(CommandResult.Unavailable) => CommandResult.Unavailable(reason),
            nameof(CommandResult.TimedOut) => CommandResult.TimedOut(reason),
            _ => CommandResult.Failed(reason),
        };
        hub.Source.Answer = _ => Task.FromResult(result);
        using var client = hub.Client();
        using var response = await client.PostTextAsync("/api/calls", Body);
        Assert.Equal(reason, (await response.ProblemAsync(status)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Nobody_calls_from_an_extension_that_is_not_there()
    {
        await using var hub = await StartAsync();
        using var client = hub.Client();
        using var response = await client.PostTextAsync("/api/calls", """{"from":"199","to":"102"}""");
        await response.ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_number_that_two_sources_have_is_answered_with_the_candidates()
    {
        var other = new FakePbx("asterisk");
        other.Extension(TestHub.Domain, "101");
        await using var hub = await StartAsync(other);
        using var client = hub.Client();
        using var response = await client.PostTextAsync("/api/calls", Body);
        var problem = await response.ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal(["switch:101", "asterisk:101"], problem.GetProperty("candidates").EnumerateArray().Select(item => item.GetString()));
        using var exact = await client.PostTextAsync("/api/calls", """{"from":"asterisk:101","to":"102"}""");
        Assert.Equal("asterisk:call-1", (await exact.JsonAsync()).GetProperty("conversationId").GetString());
    }

    [Fact]
    public async Task What_a_source_cannot_do_is_named()
    {
        var other = new FakePbx("lamp") { Capabilities = [Capability.HangUp] };
        other.Extension(TestHub.Domain, "301");
        await using var hub = await StartAsync(other);
        using var client = hub.Client();
        using var response = await client.PostTextAsync("/api/calls", """{"from":"301","to":"102"}""");
        Assert.Equal("call", (await response.ProblemAsync(HttpStatusCode.NotImplemented)).GetProperty("capability").GetString());
    }

    [Fact]
    public async Task A_user_calls_from_its_own_extensions_only()
    {
        await using var hub = await StartAsync();
        var id = await hub.UserAsync("107");
        hub.Source.Extension(TestHub.Domain, "107", user: id);
        await hub.MergedAsync();
        using var client = hub.Client(await hub.TokenAsync(user: id));
        using var foreign = await client.PostTextAsync("/api/calls", Body);
        await foreign.ProblemAsync(HttpStatusCode.Forbidden);
        using var own = await client.PostTextAsync("/api/calls", """{"from":"107","to":"102"}""");
        Assert.Equal(HttpStatusCode.Accepted, own.StatusCode);
    }

    [Fact]
    public async Task The_hub_s_own_fault_is_told_without_a_trace()
    {
        await using var hub = await StartAsync();
        hub.Source.Answer = _ => throw new InvalidDataException("a secret of the source");
        using var client = hub.Client();
        using var response = await client.PostTextAsync("/api/calls", Body);
        var problem = await response.ProblemAsync(HttpStatusCode.InternalServerError);
        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", problem.ToString(), StringComparison.Ordinal);
    }

    internal static async Task<TestHub> StartAsync(params FakePbx[] others)
    {
        var hub = await TestHub.StartAsync(feed: null, others);
        hub.Source.Extension(TestHub.Domain, "101");
        hub.Source.Extension(TestHub.Domain, "102");
        await hub.MergedAsync();
        return hub;
    }
}
