using System.Text;
using Tandem.Interop.Tests.Processes;
using Tandem.Sipgate.Tests.Stub;
using Tandem.Sipgate.Tests.Webhooks;
using Tandem.Sipgate.Webhooks;

namespace Tandem.Interop.Tests.Sipgate;

/// <summary>A hub with an account of sipgate: its webhooks, its calls and its extensions, by settings alone.</summary>
public sealed class SipgateSourceTests : IDisposable
{
    private readonly SigningKey _key = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("tandem-sipgate-").FullName;

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_signed_webhook_is_a_call_of_the_model_and_ends_in_the_history()
    {
        await using var sipgate = await StubServer.StartAsync(new(200, """{"items":[{"id":"w0"}]}"""), new(200, """{"items":[{"id":"e0","alias":"Desk","online":true}]}"""), new(200, """{"data":[]}"""));
        await using var hub = await StartAsync(sipgate);
        await UntilAsync(hub, "/api/extensions", text => text.Contains("office:e0", StringComparison.Ordinal));

        using var http = new HttpClient();
        const string NewCall = "event=newCall&callId=77&direction=in&from=49211&to=49212";
        using var forged = await PostAsync(http, hub, NewCall, "AAAA");
        Assert.False(forged.IsSuccessStatusCode);
        Assert.DoesNotContain("office:77", $"{await hub.GetAsync("/api/conversations")}", StringComparison.Ordinal);

        using var taken = await PostAsync(http, hub, NewCall, _key.Sign(NewCall));
        Assert.Contains("<Response", await taken.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await UntilAsync(hub, "/api/conversations", text => text.Contains("office:77", StringComparison.Ordinal) && text.Contains("+49211", StringComparison.Ordinal));

        const string HangUp = "event=hangup&callId=77&direction=in&from=49211&to=49212&cause=busy";
        using var ended = await PostAsync(http, hub, HangUp, _key.Sign(HangUp));
        await UntilAsync(hub, "/api/history", text => text.Contains("office:77", StringComparison.Ordinal) && text.Contains("user_busy", StringComparison.Ordinal));
    }

    private async Task<HubProcess> StartAsync(StubServer sipgate)
    {
        var key = Path.Combine(_directory, "key.pem");
        await File.WriteAllTextAsync(key, _key.PublicPem);
        return await HubProcess.StartAsync(
            dataDirectory: null,
            ("Sipgate:Accounts:0:Name", "office"),
            ("Sipgate:Accounts:0:TokenId", StubServer.TokenId),
            ("Sipgate:Accounts:0:Token", StubServer.Token),
            ("Sipgate:Accounts:0:BaseAddress", sipgate.Address.ToString()),
            ("Sipgate:Accounts:0:PublicUrl", "https://pbx.example.com/sipgate/office"),
            ("Sipgate:Accounts:0:WebhookKey", key));
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, HubProcess hub, string body, string signature)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(hub.Rest, "/sipgate/office"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        request.Headers.Add(WebhookSignatureVerifier.HeaderName, signature);
        return http.SendAsync(request);
    }

    private static async Task UntilAsync(HubProcess hub, string path, Func<string, bool> isThere)
    {
        using var patience = new CancellationTokenSource(ChildProcess.Patience);
        for (var text = $"{await hub.GetAsync(path)}"; !isThere(text); text = $"{await hub.GetAsync(path)}")
        {
            Assert.False(patience.IsCancellationRequested, text);
            await Task.Delay(50);
        }
    }
}
