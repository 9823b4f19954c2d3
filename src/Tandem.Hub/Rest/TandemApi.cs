using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tandem.Hub.Basix;
using Tandem.Hub.Events;
using Tandem.Hub.History;
using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.Asterisk;
using Tandem.Hub.Rest.Commands;
using Tandem.Hub.Rest.Health;
using Tandem.Hub.Rest.OpenApi;
using Tandem.Hub.Signalling;
using Tandem.Hub.Telemetry;

namespace Tandem.Hub.Rest;

/// <summary>REST, the event feed and the health of a hub.</summary>
internal static class TandemApi
{
    /// <summary>How large the body of a request may be, in bytes.</summary>
    public const int MaxBodySize = 64 * 1024;

    private const int MaxHeadersSize = 16 * 1024;
    private const int MaxHeaders = 64;

    /// <summary>Adds what <see cref="MapTandemApi"/> needs.</summary>
    /// <param name="services">Where to; the parts of the hub are expected there too.</param>
    public static IServiceCollection AddTandemApi(this IServiceCollection services)
    {
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeadersSize;
            kestrel.Limits.MaxRequestHeaderCount = MaxHeaders;
        });

        // The core alone: the whole would make keys for cookies, which nobody here has, and put them in the user's home.
        services.AddAuthenticationCore(authentication =>
        {
            authentication.AddScheme<TokenAuthentication>(TokenAuthentication.SchemeName, displayName: null);
            authentication.DefaultScheme = TokenAuthentication.SchemeName;
        });
        services.AddWebEncoders();
        services.AddTransient<TokenAuthentication>();
        services.AddSingleton<TokenSessions>();
        services.AddAuthorization();
        services.AddHealthChecks().AddCheck<HistoryWriter>("store").AddCheck<SwitchHealth>("switch");
        services.TryAddSingleton(FeedOptions.Default);
        services.AddSingleton<SwitchHealth>();
        services.AddSingleton<MetricsCollector>();
        services.AddSingleton<IdempotentCalls>();
        services.AddSingleton<AsteriskSources>();
        services.AddSingleton<FeedTickets>();
        services.AddSingleton<FeedSubscribers>();
        services.AddSingleton<FrameEncoder>();
        services.AddSingleton<BertFrameEncoder>();
        services.AddSingleton<TelemetryEndpoint>();
        services.AddSingleton<FeedPumps>();
        services.AddSingleton<FeedSessions>();
        services.TryAddSingleton(BasixOptions.Default);
        services.AddSingleton<BasixConnections>();
        services.AddSingleton<BasixEndpoints>();
        services.AddApiDocument();
        return services;
    }

    /// <summary>Serves <c>/api</c>, <c>/health</c> and <c>/metrics</c>.</summary>
    /// <param name="app">The program.</param>
    public static WebApplication MapTandemApi(this WebApplication app)
    {
        app.UseWhen(IsOurs, ours => ours.Use(SecurityHeaders.SetAsync).UseMiddleware<ApiErrors>());
        app.UseWebSockets();
        app.UseAuthentication();
        app.UseAuthorization();

        // From before the first call on, so that what rises and falls starts at zero.
        app.Services.GetRequiredService<MetricsCollector>();
        FeedMetrics.Subscribers(0);
        HealthEndpoints.Map(app);
        MetricsEndpoint.Map(app);
        app.MapOpenApi(ApiDocument.Path);
        var api = app.MapGroup("/api").WithMetadata(new RequestSizeLimitAttribute(MaxBodySize));
        AsteriskFunctionEndpoints.Map(api);
        CallEndpoints.Map(api);
        ChannelEndpoints.Map(api);
        CommandEndpoints.Map(api);
        ConversationEndpoints.Map(api);
        EventEndpoints.Map(api);
        TelemetryEndpoint.Map(api);
        ExtensionEndpoints.Map(api);
        HistoryEndpoints.Map(api);
        LiveListEndpoints.Map(api);
        NotificationEndpoints.Map(api);
        SourceEndpoints.Map(api);
        TokenEndpoints.Map(api);
        TraceEndpoints.Map(api);
        AstproxyEndpoints.Map(api);
        BasixEndpoints.Map(app);
        SipEndpoint.Map(app);
        return app;
    }

    private static bool IsOurs(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments("/basix", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase);
}
