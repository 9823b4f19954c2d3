using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tandem.Sipgate.AspNetCore;

/// <summary>Receives webhooks in a program of ASP.NET Core.</summary>
public static class SipgateWebhookEndpointExtensions
{
    internal const string LogCategory = "Tandem.Sipgate.AspNetCore";

    /// <summary>
    /// Receives sipgate's webhooks: <c>app.MapSipgateWebhook("/hook", hook => hook.OnNewCall(call => WebhookResponse.SendToVoicemail()))</c>. Refused with
    /// one line of text are: another origin (403), another type (415), no signature (401), too large (413), a wrong signature (403), a broken body (400).
    /// </summary>
    /// <param name="endpoints">The program.</param>
    /// <param name="pattern">The path.</param>
    /// <param name="configure">Sets the handlers.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">A setting cannot be.</exception>
    /// <exception cref="InvalidOperationException">There are handlers of more than new calls, and no <see cref="SipgateWebhookOptions.PublicUrl"/>.</exception>
    public static IEndpointConventionBuilder MapSipgateWebhook(
        this IEndpointRouteBuilder endpoints, string pattern, Action<SipgateWebhookBuilder> configure, SipgateWebhookOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(configure);
        var handlers = new SipgateWebhookBuilder();
        configure(handlers);
        var services = endpoints.ServiceProvider;
        var logger = (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger(LogCategory);
        var endpoint = new SipgateWebhookEndpoint(handlers, options ?? new(), services.GetService<TimeProvider>() ?? TimeProvider.System, logger);
        services.GetService<IHostApplicationLifetime>()?.ApplicationStopped.Register(endpoint.Dispose);
        return endpoints.MapPost(pattern, (RequestDelegate)endpoint.HandleAsync).WithDisplayName($"sipgate webhook {pattern}");
    }
}
