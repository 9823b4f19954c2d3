using System.Net;
using System.Text.RegularExpressions;
using Tandem.Hub.Tests.Testing;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Hub.Tests.Rest;

public sealed class LiveObjectTests
{
    [Fact]
    public async Task Lists_show_what_is_there_with_its_position()
    {
        await using var hub = await CallTests.StartAsync();
        hub.Source.Call(TestHub.Domain, "101", "102");
        await hub.MergedAsync();
        using var client = hub.Client();
        Assert.Equal(["101", "102"], (await client.GetJsonAsync("/api/extensions")).Each("number"));
        Assert.Equal(["switch:call-1", "switch:call-1-b"], (await client.GetJsonAsync("/api/channels")).Each("id"));
        var conversations = await client.GetJsonAsync("/api/conversations");
        Assert.Equal(["switch:call-1"], conversations.Each("id"));
        Assert.Equal(hub.Exchange.Model.Position.ToString(), conversations.GetProperty("position").GetString());
    }

    [Theory]
    [InlineData("/api/extensions", "101", "switch:101")]
    [InlineData("/api/extensions", "switch:102", "switch:102")]
    [InlineData("/api/channels", "call-1-b", "switch:call-1-b")]
    [InlineData("/api/conversations", "switch:call-1", "switch:call-1")]
    public async Task One_object_reads_as_in_its_list_with_a_position(string path, string id, string found)
    {
        await using var hub = await CallTests.StartAsync();
        hub.Source.Call(TestHub.Domain, "101", "102");
        await hub.MergedAsync();
        using var client = hub.Client();
        var one = await client.GetJsonAsync($"{path}/{id}");
        var list = await client.GetJsonAsync(path);
        Assert.Equal(list.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("id").GetString() == found).GetRawText(), one.GetProperty("item").GetRawText());
        Assert.Equal(list.GetProperty("position").GetString(), one.GetProperty("position").GetString());
    }

    [Theory]
    [InlineData("/api/channels/switch:call-9", HttpStatusCode.NotFound)]
    [InlineData("/api/queues/sales", HttpStatusCode.NotFound)]
    [InlineData("/api/conversations/call-1", HttpStatusCode.Conflict)]
    public async Task What_is_not_there_or_fits_two_is_no_object(string path, HttpStatusCode status)
    {
        await using var hub = await WithTheSameCallTwiceAsync();
        using var client = hub.Client();
        using var response = await client.GetAsync(path);
        var problem = await response.ProblemAsync(status);
        Assert.Equal(status == HttpStatusCode.Conflict, problem.TryGetProperty("candidates", out _));
    }

    [Fact]
    public async Task Objects_read_as_documented()
    {
        await using var hub = await CallTests.StartAsync();
        hub.Source.Call(TestHub.Domain, "+49301", "102");
        await hub.MergedAsync();
        using var client = hub.Client();
        var channels = (await client.GetJsonAsync("/api/channels")).GetProperty("items");
        var ringing = channels[1];
        Assert.Equal("""{"name":"ringing","target":{"type":"extension","name":"Front desk","address":"102"}}""", ringing.GetProperty("state").GetRawText());
        Assert.Equal("""{"name":"calling"}""", channels[0].GetProperty("state").GetRawText());
        Assert.Equal("""{"number":"+49301"}""", ringing.GetProperty("calling").GetRawText());
        Assert.Equal("switch:call-1", ringing.GetProperty("conversation").GetString());
        Assert.Equal("outbound", ringing.GetProperty("direction").GetString());
        Assert.Equal("[]", ringing.GetProperty("bridgedWith").GetRawText());
        Assert.Matches(new Regex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$"), ringing.GetProperty("offeredAt").GetString());
        foreach (var missing in new[] { "answeredAt", "hangupCause", "connected", "kind", "name" })
        {
            Assert.False(ringing.TryGetProperty(missing, out _), missing);
        }
    }

    [Fact]
    public async Task Hanging_a_channel_up_ends_it_and_no_other()
    {
        await using var hub = await CallTests.StartAsync();
        hub.Source.Call(TestHub.Domain, "101", "102");
        await hub.MergedAsync();
        using var client = hub.Client();
        using var response = await client.DeleteAsync("/api/channels/switch:call-1-b");
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(["switch:call-1"], (await client.GetJsonAsync("/api/channels")).Each("id"));
        using var again = await client.DeleteAsync("/api/channels/switch:call-1-b");
        await again.ProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/api/channels/PJSIP/101-01")]
    [InlineData("/api/channels/switch%3APJSIP%2F101-01")]
    public async Task An_id_with_a_slash_is_found(string path)
    {
        await using var hub = await CallTests.StartAsync();
        hub.Source.State.Write(ChangeKind.Offered, writer => writer.Upsert(new Channel
        {
            Id = hub.Source.Id("PJSIP/101-01"),
            Domain = TestHub.Domain,
            Direction = ChannelDirection.Inbound,
            OfferedAt = writer.Now,
            State = new ChannelState.Calling(),
            StateSince = writer.Now,
        }));
        await hub.MergedAsync();
        using var client = hub.Client();
        using var response = await client.DeleteAsync(path);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Fact]
    public async Task Ending_a_conversation_hangs_all_its_channels_up()
    {
        await using var hub = await CallTests.StartAsync();
        hub.Source.Call(TestHub.Domain, "101", "102");
        hub.Source.Call(TestHub.Domain, "101", "102");
        await hub.MergedAsync();
        using var client = hub.Client();
        using var response = await client.DeleteAsync("/api/conversations/switch:call-1");
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(["switch:call-2", "switch:call-2-b"], (await client.GetJsonAsync("/api/channels")).Each("id"));
        using var again = await client.DeleteAsync("/api/conversations/switch:call-1");
        await again.ProblemAsync(HttpStatusCode.NotFound);
        using var unknown = await client.DeleteAsync("/api/conversations/switch:call-9");
        await unknown.ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_source_that_refuses_to_end_a_conversation_is_heard()
    {
        await using var hub = await CallTests.StartAsync();
        hub.Source.Call(TestHub.Domain, "101", "102");
        await hub.MergedAsync();
        hub.Source.Answer = _ => Task.FromResult(CommandResult.Refused("Not now."));
        using var client = hub.Client();
        using var response = await client.DeleteAsync("/api/conversations/switch:call-1");
        Assert.Equal("Not now.", (await response.ProblemAsync(HttpStatusCode.Conflict)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_bare_conversation_id_that_two_sources_have_is_answered_with_the_candidates()
    {
        await using var hub = await WithTheSameCallTwiceAsync();
        using var client = hub.Client();
        using var response = await client.DeleteAsync("/api/conversations/call-1");
        Assert.Equal(2, (await response.ProblemAsync(HttpStatusCode.Conflict)).GetProperty("candidates").GetArrayLength());
    }

    [Fact]
    public async Task Sources_are_listed_with_what_they_can_do()
    {
        await using var hub = await CallTests.StartAsync(new FakePbx("lamp") { Capabilities = [Capability.BlindTransfer] });
        using var client = hub.Client();
        Assert.Equal(
            """[{"name":"switch","capabilities":["call","hangup"]},{"name":"lamp","capabilities":["transfer.blind"]}]""",
            (await client.GetJsonAsync("/api/sources")).GetProperty("items").GetRawText());
    }

    // At two sources, which both call it call-1.
    private static async Task<TestHub> WithTheSameCallTwiceAsync()
    {
        var other = new FakePbx("asterisk");
        other.Call(TestHub.Domain, "101", "102");
        var hub = await CallTests.StartAsync(other);
        hub.Source.Call(TestHub.Domain, "101", "102");
        await hub.MergedAsync();
        return hub;
    }
}
