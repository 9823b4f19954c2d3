using System.Net;
using Tandem.Asterisk.Live;
using Tandem.Asterisk.Testing;
using Tandem.Asterisk.Tests;
using Tandem.Hub.Rest.Access;
using Tandem.Hub.Tests.Testing;

namespace Tandem.Hub.Tests.Rest.Asterisk;

public sealed class AstproxyEndpointTests
{
    [Fact]
    public async Task Each_list_is_there_for_who_may_read_it_and_empty_for_another_domain()
    {
        await using var hub = await TestHub.StartAsync();
        await using var asterisk = FakeAsterisk.Start();
        asterisk.Remember(Transcripts.Load("01"));
        await using var pbx = new AsteriskPbx(new AsteriskPbxOptions { Name = "office", Connection = asterisk.ClientOptions, Model = new AsteriskModelOptions { Domain = TestHub.Domain } });
        hub.Exchange.Add(pbx);
        pbx.Start();
        await pbx.WhenLiveAsync().InTime();
        using var client = hub.Client(await hub.TokenAsync(scopes: Scope.Read));
        await Eventually.Async(async () => (await client.GetJsonAsync("/api/asterisk/office/extensions")).TryGetProperty("1001", out _));

        var extension = (await client.GetJsonAsync("/api/asterisk/office/extensions?mask=both")).GetProperty("1001");
        Assert.Equal(("1001", "pjsip", "online"), (extension.GetProperty("exten").GetString(), extension.GetProperty("chanType").GetString(), extension.GetProperty("status").GetString()));
        Assert.True((await client.GetJsonAsync("/api/asterisk/office/queues")).TryGetProperty("401", out _));
        Assert.True((await client.GetJsonAsync("/api/asterisk/office/parkings")).TryGetProperty("701", out _));
        Assert.True((await client.GetJsonAsync("/api/asterisk/office/trunks")).TryGetProperty("carrier", out _));
        Assert.Equal("{}", (await client.GetJsonAsync("/api/asterisk/office/conferences")).GetRawText());

        using var stranger = hub.Client(await hub.TokenAsync("other", user: null, Scope.Read));
        Assert.Equal("{}", (await stranger.GetJsonAsync("/api/asterisk/office/extensions")).GetRawText());
        using var caller = hub.Client(await hub.TokenAsync(scopes: Scope.Call));
        using var refused = await caller.GetAsync("/api/asterisk/office/queues");
        await refused.ProblemAsync(HttpStatusCode.Forbidden);
        using var wrong = await client.GetAsync("/api/asterisk/office/extensions?mask=none");
        Assert.Equal("mask", (await wrong.ProblemAsync(HttpStatusCode.BadRequest)).GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("switch")]
    public async Task What_is_no_Asterisk_is_not_found(string name)
    {
        await using var hub = await TestHub.StartAsync();
        using var client = hub.Client();
        using var response = await client.GetAsync($"/api/asterisk/{name}/trunks");
        await response.ProblemAsync(HttpStatusCode.NotFound);
    }
}
