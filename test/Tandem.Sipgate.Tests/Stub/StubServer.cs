using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tandem.Sipgate.Tests.Stub;

/// <summary>A sipgate of real HTTP on loopback that keeps what it is asked and answers as told; 204 where nothing is left to say.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    public const string TokenId = "token-AB12cd";
    public const string Token = "7f0c2b3e-64e1-4b0d-9f6c-0123456789ab";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<StubReply> _replies = new();
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();

    private StubServer(WebApplication app) => _app = app;

    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    public IEnumerable<string> Lines => _requests.Select(request => request.Line);

    public Uri Address => new(_app.Urls.First() + "/v2");

    public SipgateOptions Options => new()
    {
        Credentials = SipgateCredentials.PersonalAccessToken(TokenId, Token),
        BaseAddress = Address,
        Retry = new SipgateRetryOptions { BaseDelay = TimeSpan.Zero },
    };

    public static async Task<StubServer> StartAsync(params StubReply[] replies)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new StubServer(app);
        app.Run(server.AnswerAsync);
        server.Reply(replies);
        await app.StartAsync();
        return server;
    }

    public void Reply(params StubReply[] replies)
    {
        foreach (var reply in replies)
        {
            _replies.Enqueue(reply);
        }
    }

    public SipgateClient CreateClient() => new(Options);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _requests.Enqueue(new RecordedRequest(context.Request.Method, context.Features.Get<IHttpRequestFeature>()!.RawTarget, headers, body));
        var reply = _replies.TryDequeue(out var next) ? next : new StubReply(204);
        if (reply.Aborts)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = reply.Status;
        if (reply.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds;
        }
        if (reply.Body.Length > 0)
        {
            await context.Response.WriteAsync(reply.Body);
        }
    }
}
