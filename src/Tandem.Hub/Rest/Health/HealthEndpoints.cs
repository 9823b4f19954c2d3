using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tandem.Hub.Rest.Json;
using Tandem.Hub.Rest.OpenApi;

namespace Tandem.Hub.Rest.Health;

/// <summary><c>/health/live</c> and <c>/health/ready</c>: open to everybody, so they say no more than names.</summary>
internal static class HealthEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    /// <param name="endpoints">Where to.</param>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => Results.Json(new HealthView(NameOf(HealthStatus.Healthy)), ApiJson.TypeOf<HealthView>()))
            .Answers<HealthView>("Says that the program runs.");
        endpoints.MapGet("/health/ready", ReadAsync)
            .Answers<HealthView>("Says whether the hub can do its work.")
            .Produces<HealthView>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ReadAsync(HealthCheckService health, CancellationToken cancellationToken)
    {
        var report = await health.CheckHealthAsync(cancellationToken).ConfigureAwait(false);
        var checks = report.Entries.ToDictionary(entry => entry.Key, entry => NameOf(entry.Value.Status));
        return Results.Json(
            new HealthView(NameOf(report.Status), checks),
            ApiJson.TypeOf<HealthView>(),
            statusCode: report.Status == HealthStatus.Healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static string NameOf(HealthStatus status) => status.ToString().ToLowerInvariant();
}
