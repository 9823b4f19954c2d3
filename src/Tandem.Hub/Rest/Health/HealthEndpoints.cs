using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tandem.Hub.Rest.Json;

namespace Tandem.Hub.Rest.Health;

/// <summary><c>/health/live</c> and <c>/health/ready</c>: open to everybody, so they say no more than names.</summary>
internal static class HealthEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    /// <param name="endpoints">Where to.</param>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => Results.Json(new HealthView(NameOf(HealthStatus.Healthy)), ApiJson.TypeOf<HealthView>()));
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            ResponseWriter = WriteAsync,
            ResultStatusCodes =
            {
                [HealthStatus.Healthy] = StatusCodes.Status200OK,
                [HealthStatus.Degraded] = StatusCodes.Status503ServiceUnavailable,
                [HealthStatus.Unhealthy] = StatusCodes.Status503ServiceUnavailable,
            },
        });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var checks = report.Entries.ToDictionary(entry => entry.Key, entry => NameOf(entry.Value.Status));
        return context.Response.WriteAsJsonAsync(
            new HealthView(NameOf(report.Status), checks), ApiJson.TypeOf<HealthView>(), cancellationToken: context.RequestAborted);
    }

    private static string NameOf(HealthStatus status) => status.ToString().ToLowerInvariant();
}
