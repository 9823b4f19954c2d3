using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Tandem.Cti.Bert;
using Tandem.Hub.Tests.Testing;

namespace Tandem.Hub.Tests.Basix;

/// <summary>A Basix of 2016 that says what it is told to, each message in its list of one, and answers nothing.</summary>
internal sealed class FakeBasix : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string[] _beginning;
    private readonly ConcurrentQueue<string> _commands = new();
    private WebSocket? _socket;

    private FakeBasix(WebApplication app, string[] beginning, string fingerprint)
    {
        _app = app;
        _beginning = beginning;
        Fingerprint = fingerprint;
    }

    public Uri Url => new(_app.Urls.First());

    public string? Query { get; private set; }

    /// <summary>The SHA-256 of its certificate.</summary>
    public string Fingerprint { get; }

    public string[] Commands => [.. _commands];

    public static Task<FakeBasix> StartAsync(params string[] beginning) => StartAsync(null, beginning);

    /// <summary>With TLS, and a certificate of its own making.</summary>
    public static Task<FakeBasix> StartSecureAsync(params string[] beginning)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return StartAsync(X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null), beginning);
    }

    public async Task SendAsync(string message) =>
        await _socket!.SendAsync(BertTerm.ListOf(BertTerm.Parse(message)).Encode(), WebSocketMessageType.Binary, true, CancellationToken.None).InTime();

    public async ValueTask DisposeAsync()
    {
        _socket?.Abort();
        await _app.DisposeAsync();
    }

    private static async Task<FakeBasix> StartAsync(X509Certificate2? certificate, string[] beginning)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var app = builder.Build();
        var basix = new FakeBasix(app, beginning, certificate is null ? "" : Convert.ToHexString(SHA256.HashData(certificate.RawData)));
        app.UseWebSockets();
        app.Run(async context =>
        {
            basix.Query = context.Request.QueryString.Value;
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await basix.ServeAsync(socket);
        });
        await app.StartAsync();
        return basix;
    }

    private async Task ServeAsync(WebSocket socket)
    {
        _socket = socket;
        foreach (var message in _beginning)
        {
            await SendAsync(message);
        }
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None) is { MessageType: WebSocketMessageType.Text } received)
            {
                using var command = JsonDocument.Parse(buffer.AsMemory(0, received.Count));
                _commands.Enqueue($"{command.RootElement.GetProperty("cmd")} {command.RootElement.GetProperty("uuid")}");
            }
        }
        catch (WebSocketException)
        {
            // The client is gone.
        }
    }
}
