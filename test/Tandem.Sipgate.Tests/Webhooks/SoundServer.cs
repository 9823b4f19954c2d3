using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tandem.Sipgate.Tests.Webhooks;

/// <summary>A web server that has sounds.</summary>
internal sealed class SoundServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SoundServer(WebApplication app) => _app = app;

    public static async Task<SoundServer> StartAsync(byte[] sound)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/sound.wav", () => Results.Bytes(sound, "audio/wav"));
        await app.StartAsync();
        return new SoundServer(app);
    }

    public Uri Sound => new(new Uri(_app.Urls.Single()), "/sound.wav?x=1&y=2");

    public Uri Missing => new(new Uri(_app.Urls.Single()), "/missing.wav");

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
