using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Tandem.Sipgate.AspNetCore;
using Tandem.Sipgate.Webhooks;

namespace Tandem.Sipgate.Tests.Webhooks;

public sealed class SipgateWebhookServerTests(SigningKey key) : IClassFixture<SigningKey>, IDisposable
{
    private const string NewCall = "event=newCall&callId=1&direction=in&from=49211&to=49212";

    private readonly SigningKey _key = key;
    private readonly HttpClient _http = new();

    [Fact]
    public async Task SipgatesOwnBody_IsAnswered()
    {
        NewCallEvent? seen = null;
        await using var server = await StartAsync(new(), hook => hook.OnNewCall(call =>
        {
            seen = call;
            return WebhookResponse.SendToVoicemail();
        }));

        using var answer = await PostAsync(server, SipgateVector.Body, SipgateVector.Signature);

        Assert.Equal((HttpStatusCode.OK, "application/xml"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("+4912354678", seen?.From);
        Assert.NotNull(XElement.Parse(await answer.Content.ReadAsStringAsync()).Element("Dial")?.Element("Voicemail"));
    }

    [Theory]
    [InlineData(NewCall + "&more=1", HttpStatusCode.Forbidden)]
    [InlineData("event=newCall&callId=2", HttpStatusCode.Forbidden)]
    public async Task AForgedBody_ReachesNoHandler(string forged, HttpStatusCode status)
    {
        await using var server = await StartAsync(Own, hook => hook.OnNewCall(_ => throw new InvalidOperationException("reached")));

        using var answer = await PostAsync(server, forged, _key.Sign(NewCall));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("Signature verification failed.", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task NoSignature_Is401()
    {
        await using var server = await StartAsync(Own, hook => hook.OnNewCall(_ => null));

        using var answer = await PostAsync(server, NewCall, signature: null);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task AnOversizedBody_Is413()
    {
        await using var server = await StartAsync(Own, hook => hook.OnNewCall(_ => null));
        var body = NewCall + "&more=" + new string('x', 64 * 1024);

        using var answer = await PostAsync(server, body, _key.Sign(body));
        using var chunked = await PostAsync(server, body, _key.Sign(body), request => request.Headers.TransferEncodingChunked = true);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge), (answer.StatusCode, chunked.StatusCode));
    }

    [Fact]
    public async Task AChunkedBody_IsReadWhole()
    {
        await using var server = await StartAsync(Own, hook => hook.OnNewCall(call => WebhookResponse.Redirect(call.To)));
        var body = NewCall + "&more=" + new string('x', 60 * 1024);

        using var answer = await PostAsync(server, body, _key.Sign(body), request => request.Headers.TransferEncodingChunked = true);

        Assert.Equal("49212", XElement.Parse(await answer.Content.ReadAsStringAsync()).Value);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-16")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("")]
    public async Task AnotherType_Is415(string type)
    {
        await using var server = await StartAsync(Own, hook => hook.OnNewCall(_ => null));

        using var answer = await PostAsync(server, NewCall, _key.Sign(NewCall), request =>
            request.Content!.Headers.ContentType = type.Length == 0 ? null : MediaTypeHeaderValue.Parse(type));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task ACompressedBody_Is415()
    {
        await using var server = await StartAsync(Own, hook => hook.OnNewCall(_ => null));

        using var answer = await PostAsync(server, NewCall, _key.Sign(NewCall), request => request.Content!.Headers.ContentEncoding.Add("gzip"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task ABrokenBody_Is400()
    {
        await using var server = await StartAsync(Own, hook => hook.OnNewCall(_ => null));

        using var answer = await PostAsync(server, "event=newCall", _key.Sign("event=newCall"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task AReplay_IsRefusedWhereAWindowIsSet()
    {
        var calls = 0;
        await using var server = await StartAsync(Own with { ReplayWindow = TimeSpan.FromHours(1), PublicUrl = new("https://example.com/") }, hook => hook.OnNewCall(_ =>
        {
            calls++;
            return null;
        }).OnData(_ => WebhookResponse.HangUp()));
        const string keys = "event=dtmf&callId=1&dtmf=1";

        using var first = await PostAsync(server, NewCall, _key.Sign(NewCall));
        using var second = await PostAsync(server, NewCall, _key.Sign(NewCall));
        using var key = await PostAsync(server, keys, _key.Sign(keys));
        using var sameKey = await PostAsync(server, keys, _key.Sign(keys));

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.OK, HttpStatusCode.OK], new[] { first, second, key, sameKey }.Select(answer => answer.StatusCode));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task AHandlersException_Is500()
    {
        await using var server = await StartAsync(Own, hook => hook.OnNewCall(_ => throw new InvalidOperationException("secret")));

        using var answer = await PostAsync(server, NewCall, _key.Sign(NewCall));

        Assert.Equal((HttpStatusCode.InternalServerError, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task FollowUps_AreAskedForWhereThereAreHandlers()
    {
        var hook = new Uri("https://example.com/hook?a=1&b=2");
        await using var server = await StartAsync(
            Own with { PublicUrl = hook }, handlers => handlers.OnNewCall(_ => null).OnAnswer(_ => { }).OnHangUp(_ => { }));

        using var answer = await PostAsync(server, NewCall, _key.Sign(NewCall));
        var root = XElement.Parse(await answer.Content.ReadAsStringAsync());

        Assert.Equal("/hook", server.Url.AbsolutePath);
        Assert.Equal((hook.AbsoluteUri, hook.AbsoluteUri), ((string?)root.Attribute("onAnswer"), (string?)root.Attribute("onHangup")));
    }

    [Fact]
    public async Task EachEvent_ReachesItsHandler()
    {
        var seen = new List<string>();
        await using var server = await StartAsync(Own with { PublicUrl = new("https://example.com/hook") }, hook => hook
            .OnNewCall(async (call, stop) =>
            {
                await Task.Yield();
                seen.Add($"new {call.From}");
                return WebhookResponse.Gather(new GatherOptions());
            })
            .OnAnswer(answer => seen.Add($"answer {answer.AnsweringNumber}"))
            .OnData(data =>
            {
                seen.Add($"keys {data.Dtmf}");
                return WebhookResponse.HangUp();
            })
            .OnHangUp(async hangUp =>
            {
                await Task.Yield();
                seen.Add($"end {hangUp.Cause}");
            }));

        foreach (var body in (string[])[NewCall, "event=answer&callId=1&answeringNumber=49213", "event=dtmf&callId=1&dtmf=5", "event=hangup&callId=1&cause=busy", "event=later&callId=1"])
        {
            using var answer = await PostAsync(server, body, _key.Sign(body));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(["new +49211", "answer +49213", "keys 5", "end Busy"], seen);
    }

    [Theory]
    [InlineData("212.9.46.32", false, HttpStatusCode.Forbidden)]
    [InlineData("212.9.46.32", true, HttpStatusCode.OK)]
    [InlineData("10.1.1.1, 217.116.118.254", true, HttpStatusCode.OK)]
    [InlineData("217.116.118.254, 10.1.1.1", true, HttpStatusCode.Forbidden)]
    [InlineData("217.116.118.254, 127.0.0.1", true, HttpStatusCode.OK)]
    [InlineData("unknown", true, HttpStatusCode.Forbidden)]
    [InlineData(null, true, HttpStatusCode.Forbidden)]
    public async Task TheOrigin_IsWhatATrustedProxySays(string? forwardedFor, bool isTrusted, HttpStatusCode status)
    {
        var options = Own with
        {
            AllowedOrigins = SipgateWebhookOptions.SipgateOrigins,
            TrustedProxies = isTrusted ? [IPNetwork.Parse("127.0.0.0/8")] : [],
        };
        await using var server = await StartAsync(options, hook => hook.OnNewCall(_ => null));

        using var answer = await PostAsync(server, NewCall, _key.Sign(NewCall), request =>
        {
            if (forwardedFor is not null)
            {
                request.Headers.Add("X-Forwarded-For", forwardedFor);
            }
        });

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task WrongSettings_StopTheStart()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(Own, hook => hook.OnAnswer(_ => { })));
        await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(Own, hook => hook.OnNewCall(_ => null).OnNewCall(_ => null)));
        await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(Own with { PublicKeyPem = "no key" }, _ => { }));
        await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(Own with { PublicUrl = new("ftp://example.com") }, _ => { }));
    }

    [Fact]
    public async Task AStoppedServer_LeavesItsPort()
    {
        await using var first = await StartAsync(Own, hook => hook.OnNewCall(_ => null));
        var options = new SipgateWebhookServerOptions { Port = first.Url.Port, Webhook = Own };
        await Assert.ThrowsAsync<IOException>(() => SipgateWebhookServer.StartAsync(options, _ => { }));

        await first.StopAsync();

        await using var second = await SipgateWebhookServer.StartAsync(options, _ => { });
        Assert.Equal(first.Url, second.Url);
    }

    public void Dispose() => _http.Dispose();

    private SipgateWebhookOptions Own => new() { PublicKeyPem = _key.PublicPem };

    private static Task<SipgateWebhookServer> StartAsync(SipgateWebhookOptions options, Action<SipgateWebhookBuilder> configure) =>
        SipgateWebhookServer.StartAsync(new SipgateWebhookServerOptions { Port = 0, Webhook = options }, configure);

    private async Task<HttpResponseMessage> PostAsync(SipgateWebhookServer server, string body, string? signature, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        if (signature is not null)
        {
            request.Headers.Add(WebhookSignatureVerifier.HeaderName, signature);
        }
        change?.Invoke(request);
        return await _http.SendAsync(request);
    }
}
