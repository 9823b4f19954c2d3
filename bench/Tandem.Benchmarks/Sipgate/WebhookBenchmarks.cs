using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Tandem.Sipgate.AspNetCore;
using Tandem.Sipgate.Webhooks;

namespace Tandem.Benchmarks.Sipgate;

/// <summary>What a signed webhook costs: the signature (RSA of 4,096 bits) alone, with reading and answering, and over HTTP with its client.</summary>
[MemoryDiagnoser]
public class WebhookBenchmarks
{
    private const string FormType = "application/x-www-form-urlencoded";

    private readonly byte[] _body = Encoding.ASCII.GetBytes(
        "event=newCall&direction=in&from=492111234567&to=4915791234567&callId=123456&origCallId=123456&user%5B%5D=Alice&userId%5B%5D=w0&fullUserId%5B%5D=1234567w0");

    private readonly WebhookResponse _response = WebhookResponse.Redirect("+4915799912345");
    private readonly HttpClient _http = new();
    private string _signature = "";
    private WebhookSignatureVerifier _verifier = null!;
    private SipgateWebhookServer _server = null!;

    /// <summary>Makes a key, and starts the server.</summary>
    [GlobalSetup]
    public async Task StartAsync()
    {
        using var key = RSA.Create(4_096);
        _signature = Convert.ToBase64String(key.SignData(_body, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var pem = key.ExportSubjectPublicKeyInfoPem();
        _verifier = new WebhookSignatureVerifier(pem);
        var options = new SipgateWebhookServerOptions { Port = 0, Webhook = new SipgateWebhookOptions { PublicKeyPem = pem } };
        _server = await SipgateWebhookServer.StartAsync(options, hook => hook.OnNewCall(_ => _response));
    }

    /// <summary>Stops the server.</summary>
    [GlobalCleanup]
    public async Task StopAsync()
    {
        await _server.DisposeAsync();
        _verifier.Dispose();
        _http.Dispose();
    }

    /// <summary>The signature alone.</summary>
    [Benchmark]
    public bool Verify() => _verifier.Verify(_body, _signature);

    /// <summary>Signature, form, XML.</summary>
    [Benchmark]
    public string VerifyParseAnswer() => _verifier.Verify(_body, _signature) && WebhookParser.Parse(_body) is NewCallEvent ? _response.ToXml() : "";

    /// <summary>One request after another over loopback; the time has the client's in it.</summary>
    [Benchmark]
    public async Task<int> Request()
    {
        using var content = new ByteArrayContent(_body);
        content.Headers.TryAddWithoutValidation("Content-Type", FormType);
        using var request = new HttpRequestMessage(HttpMethod.Post, _server.Url) { Content = content };
        request.Headers.TryAddWithoutValidation(WebhookSignatureVerifier.HeaderName, _signature);
        using var answer = await _http.SendAsync(request);
        return (int)answer.EnsureSuccessStatusCode().StatusCode;
    }
}
