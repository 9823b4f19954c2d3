using System.CommandLine;
using System.Net;
using System.Text.Json;
using Tandem.Hub.CommandLine;
using Tandem.Hub.Tests.Testing;
using Tandem.Media.Tones;
using Tandem.Pbx.Model;
using Tandem.Phone.Calls;

namespace Tandem.Hub.Tests.Rest.Commands;

/// <summary>What people command by REST and by <c>tandem</c>, done by the built-in exchange to phones that are real.</summary>
public sealed class SwitchCommandTests
{
    [Fact]
    public async Task A_call_is_steered_by_REST_from_hold_to_recording()
    {
        var folder = Directory.CreateTempSubdirectory("tandem-steered").FullName;
        await using var hub = await TestHub.StartAsync();
        await using var phones = await RealPhones.StartAsync(hub, options => options with { Recordings = folder });
        using var client = hub.Client();
        var (outgoing, incoming) = await RealPhones.ConnectAsync(await phones.PhoneAsync("101"), await phones.PhoneAsync("102", answers: true));
        incoming.Play(new ToneSource(730));
        await RealPhones.HearsAsync(outgoing, 730);
        var leg = $"/api/channels/{phones.LegOf("102")}";

        await DoneAsync(client, "POST", $"{leg}/hold");
        await RealPhones.HearsAsync(outgoing, 440);
        await DoneAsync(client, "POST", $"{leg}/resume");
        await RealPhones.HearsAsync(outgoing, 730);
        await DoneAsync(client, "POST", $"{leg}/mute");
        await DoneAsync(client, "POST", $"{leg}/unmute");
        await DoneAsync(client, "POST", $"{leg}/dtmf", """{"digits":"5"}""");
        Assert.Equal('5', await incoming.ReadDigitAsync().InTime());
        await DoneAsync(client, "POST", $"{leg}/play", """{"media":"tone:810*0.5:1000"}""");
        await RealPhones.HearsAsync(incoming, 810);
        await DoneAsync(client, "POST", $"{leg}/variables", """{"name":"CASE","value":"7"}""");
        await DoneAsync(client, "POST", $"{leg}/recording/start");
        await DoneAsync(client, "POST", $"{leg}/recording/pause");
        await DoneAsync(client, "POST", $"{leg}/recording/resume");
        await DoneAsync(client, "POST", $"{leg}/recording/stop");
        Assert.Single(Directory.GetFiles(folder, "*.wav", SearchOption.AllDirectories));

        using var answer = await client.PostTextAsync($"{leg}/answer", "");
        Assert.Contains("rings", (await answer.ProblemAsync(HttpStatusCode.Conflict)).GetRawText(), StringComparison.Ordinal);
        using var park = await client.PostTextAsync($"{leg}/park", "{}");
        Assert.Equal(HttpStatusCode.NotImplemented, park.StatusCode);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Transfers_pick_up_and_listening_in_by_REST()
    {
        await using var hub = await TestHub.StartAsync();
        await using var phones = await RealPhones.StartAsync(hub);
        using var client = hub.Client();
        var (alice, bob, carol) = (await phones.PhoneAsync("101"), await phones.PhoneAsync("102", answers: true), await phones.PhoneAsync("103", answers: true));
        var (outgoing, incoming) = await RealPhones.ConnectAsync(alice, bob);
        await DoneAsync(client, "POST", $"/api/channels/{phones.LegOf("102")}/consult", """{"to":"103"}""");
        var asked = await carol.WaitForCallAsync().InTime();
        await phones.BridgedAsync("102", "103");
        await DoneAsync(client, "POST", $"/api/channels/{phones.LegOf("102")}/complete", $$"""{"consultation":"{{phones.LegOf("103")}}"}""");
        await incoming.WaitForHangupAsync().InTime();
        asked.Play(new ToneSource(730));
        await RealPhones.HearsAsync(outgoing, 730);

        await DoneAsync(client, "POST", $"/api/channels/{phones.LegOf("101")}/spy", """{"listener":"102"}""");
        await RealPhones.HearsAsync(await bob.WaitForCallAsync().InTime(), 730);
        await phones.AtRestAsync(client, "102");
        await DoneAsync(client, "POST", $"/api/channels/{phones.LegOf("103")}/transfer", """{"to":"102"}""");
        (await bob.WaitForCallAsync().InTime()).Play(new ToneSource(880));
        await RealPhones.HearsAsync(outgoing, 880);
        await asked.WaitForHangupAsync().InTime();
        await DoneAsync(client, "POST", $"/api/channels/{phones.LegOf("101")}/redirect", """{"to":"600"}""");
        await phones.AtRestAsync(client, "101");

        var dave = await phones.PhoneAsync("104");
        var ringing = await alice.CallAsync("104");
        var rings = await dave.WaitForCallAsync().InTime();
        await ringing.WaitForRingingAsync().InTime();
        await DoneAsync(client, "POST", "/api/extensions/103/pickup", $$"""{"channel":"{{phones.LegOf("104")}}"}""");
        Assert.Equal(200, await ringing.WaitForAnswerAsync().InTime());
        await rings.WaitForHangupAsync().InTime();
    }

    [Fact]
    public async Task Extensions_and_conferences_by_the_command_line()
    {
        await using var hub = await TestHub.StartAsync();
        await using var phones = await RealPhones.StartAsync(hub);
        var (one, other) = (await (await phones.PhoneAsync("101")).CallAsync("600"), await (await phones.PhoneAsync("102")).CallAsync("600"));
        Assert.Equal((200, 200), (await one.WaitForAnswerAsync().InTime(), await other.WaitForAnswerAsync().InTime()));
        await RunAsync(hub, $"conference join {phones.LegOf("101")} 800");
        await RunAsync(hub, $"conference join {phones.LegOf("102")} 800");
        one.Play(new ToneSource(520));
        await RealPhones.HearsAsync(other, 520);
        await RunAsync(hub, "conference lock sip:800");
        await RunAsync(hub, "conference unlock sip:800");
        await RunAsync(hub, $"conference kick {phones.LegOf("102")}");
        await other.WaitForHangupAsync().InTime();
        await RunAsync(hub, "conference end sip:800");
        await one.WaitForHangupAsync().InTime();

        await RunAsync(hub, "dnd on sip:101");
        await RunAsync(hub, "forward set sip:101 busy 102");
        await Eventually.Async(() => Task.FromResult(hub.Exchange.Model.TryGet<Extension>(ObjectId.Parse("sip:101"), out var extension)
            && extension is { DoNotDisturb: true, ForwardBusy.Number: "102" }));
        await RunAsync(hub, "dnd off sip:101");
        await RunAsync(hub, "forward clear sip:101 busy");
    }

    [Fact]
    public async Task A_forward_to_voicemail_is_refused_when_it_is_set_as_there_are_no_mailboxes()
    {
        await using var hub = await TestHub.StartAsync();
        await using var phones = await RealPhones.StartAsync(hub);
        using var client = hub.Client();
        await Eventually.Async(() => Task.FromResult(hub.Exchange.Model.TryGet<Extension>(ObjectId.Parse("sip:101"), out _)));
        using var response = await client.PutAsync("/api/extensions/sip:101/forwards/busy", new StringContent("""{"voicemail":true}""", System.Text.Encoding.UTF8, "application/json"));
        Assert.Contains("no mailboxes", (await response.ProblemAsync(HttpStatusCode.NotImplemented)).GetRawText(), StringComparison.Ordinal);
        var typed = await Assert.ThrowsAsync<ApiException>(() => RunAsync(hub, "forward set sip:101 always --voicemail"));
        Assert.Contains("no mailboxes", typed.Message, StringComparison.Ordinal);
        Assert.True(hub.Exchange.Model.TryGet<Extension>(ObjectId.Parse("sip:101"), out var extension));
        Assert.Null(extension.ForwardAlways ?? extension.ForwardBusy);
    }

    private static async Task DoneAsync(HttpClient client, string method, string path, string? body = null)
    {
        // A leg is in the hub's model a moment after it is in the exchange's.
        HttpResponseMessage response = null!;
        await Eventually.Async(async () =>
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            response = await client.SendAsync(request);
            return response.StatusCode != HttpStatusCode.NotFound;
        });
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{method} {path}: {await response.Content.ReadAsStringAsync()}");
        Assert.Equal(JsonValueKind.String, (await response.JsonAsync()).GetProperty("id").ValueKind);
        response.Dispose();
    }

    private static async Task RunAsync(TestHub hub, string line)
    {
        var parsed = TandemCommand.Create().Parse($"{line} --url {hub.Url} --token {TestHub.OperatorToken}");
        var code = -1;
        await Eventually.Async(async () =>
        {
            try
            {
                code = await parsed.InvokeAsync(new InvocationConfiguration { Output = TextWriter.Null, Error = TextWriter.Null, EnableDefaultExceptionHandler = false });
                return true;
            }
            catch (ApiException exception) when (exception.Message.Contains("(404)", StringComparison.Ordinal))
            {
                return false;
            }
        });
        Assert.True(code == 0, $"tandem {line}");
    }
}
