using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tandem.Hub.Basix;
using Tandem.Hub.Configuration;
using Tandem.Hub.Events;
using Tandem.Hub.History;
using Tandem.Hub.Identity;
using Tandem.Hub.Rest;
using Tandem.Hub.Storage;
using Tandem.Media;
using Tandem.Pbx.Exchanges;
using Tandem.Switch;
using Tandem.Switch.Directory;
using Tandem.Switch.Trace;

namespace Tandem.Hub.Tests.Testing;

/// <summary>A hub on a free port of this machine, with a store of its own and sources in memory.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    public const string OperatorToken = "operator-token-0123456789";
    public const string Domain = "acme";

    private readonly WebApplication _app;
    private readonly Store _store;
    private readonly string _directory;

    private TestHub(WebApplication app, Store store, string directory, FakePbx source, TestClock clock, LogCapture logs)
    {
        _app = app;
        _store = store;
        _directory = directory;
        Source = source;
        Clock = clock;
        Logs = logs;
    }

    public FakePbx Source { get; }

    public TestClock Clock { get; }

    public LogCapture Logs { get; }

    public Exchange Exchange => _app.Services.GetRequiredService<Exchange>();

    public SipSwitch Switch => _app.Services.GetRequiredService<SipSwitch>();

    public SipTraceStore Trace => _app.Services.GetRequiredService<SipTraceStore>();

    public HistoryReader History => _app.Services.GetRequiredService<HistoryReader>();

    public FrameEncoder Encoder => _app.Services.GetRequiredService<FrameEncoder>();

    public IReadOnlyList<Endpoint> Endpoints => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    public Uri Url => new(_app.Urls.First());

    public static Task<TestHub> StartAsync(FeedOptions? feed = null, params FakePbx[] otherSources) => StartAsync(settings => settings, feed, otherSources);

    public static Task<TestHub> StartAsync(Func<HubSettings, HubSettings> configure, FeedOptions? feed = null, params FakePbx[] otherSources) =>
        StartAsync(configure, feed, basix: null, otherSources);

    public static async Task<TestHub> StartAsync(Func<HubSettings, HubSettings> configure, FeedOptions? feed, BasixOptions? basix, params FakePbx[] otherSources)
    {
        var directory = Directory.CreateTempSubdirectory("tandem-rest").FullName;
        var store = await Store.OpenAsync(new StoreOptions { DataDirectory = directory });
        var source = new FakePbx("switch");
        var clock = new TestClock();
        var logs = new LogCapture();

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        var settings = new HubSettings { DataDirectory = directory, Urls = [], ApiToken = OperatorToken };
        AddParts(builder.Services, configure(settings), store, source, clock);
        if (feed is not null)
        {
            builder.Services.AddSingleton(feed);
        }
        if (basix is not null)
        {
            builder.Services.AddSingleton(basix);
        }
        builder.Services.AddTandemApi();
        var app = builder.Build();
        app.MapTandemApi();
        var hub = new TestHub(app, store, directory, source, clock, logs);
        foreach (var added in otherSources.Prepend(source))
        {
            hub.Exchange.Add(added);
        }
        await app.StartAsync();
        return hub;
    }

    /// <summary>A token of the store.</summary>
    public async Task<string> TokenAsync(string domain = Domain, int? user = null, params string[] scopes)
    {
        var tokens = _app.Services.GetRequiredService<TokenRepository>();
        return (await tokens.CreateAsync(domain, "test", scopes.Length == 0 ? ["read", "call", "admin"] : scopes, user)).Secret;
    }

    /// <summary>A new user of the directory, by its integer.</summary>
    public async Task<int> UserAsync(string number)
    {
        var extension = new NewExtension { Domain = Domain, Number = number, Realm = "r", Ha1Md5 = "", Ha1Sha256 = "" };
        return (await _app.Services.GetRequiredService<ExtensionRepository>().AddAsync(extension))!.UserId;
    }

    public async Task RevokeAllAsync()
    {
        var tokens = _app.Services.GetRequiredService<TokenRepository>();
        foreach (var token in await tokens.ListAsync())
        {
            await tokens.RevokeAsync(token.Domain, token.Id);
        }
    }

    /// <summary>A client that bears a token; null means none.</summary>
    public HttpClient Client(string? token = OperatorToken)
    {
        var client = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Waits until the merged model has all that the source has.</summary>
    public Task MergedAsync() => Eventually.Async(() => Task.FromResult(
        Source.State.Snapshot().Entities.ToHashSet().SetEquals(Exchange.Model.Snapshot().Entities.Where(entity => entity.Source == Source.Name))));

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static void AddParts(IServiceCollection services, HubSettings settings, Store store, FakePbx source, TestClock clock)
    {
        var options = new SwitchOptions { Name = source.Name, Domain = Domain, Addresses = [IPAddress.Loopback], Port = 0 };
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(settings);
        services.AddSingleton(new SwitchSettings { Switch = options, Media = new MediaOptions(), Extensions = [] });
        services.AddSingleton(store);
        services.AddSingleton<TokenRepository>();
        services.AddSingleton<ExtensionRepository>();
        services.AddSingleton<HistoryReader>();
        services.AddSingleton<HistoryStore>();
        services.AddSingleton(new Exchange());
        services.AddSingleton(provider => new HistoryWriter(
            provider.GetRequiredService<Exchange>().Model.Outbox,
            provider.GetRequiredService<HistoryStore>(),
            clock,
            provider.GetRequiredService<ILogger<HistoryWriter>>()));
        services.AddHostedService(provider => provider.GetRequiredService<HistoryWriter>());
        services.AddSingleton<IExtensionService>(new FakeExtensions(source));
        services.AddSingleton(new SipTraceStore());
        services.AddSingleton(_ => new MediaEngine(new MediaOptions { Address = IPAddress.Loopback, Shards = 1 }));
        services.AddSingleton(provider => new SipSwitch(provider.GetRequiredService<MediaEngine>(), new AccountDirectory(), options));
    }
}
