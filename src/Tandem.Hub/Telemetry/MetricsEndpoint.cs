using System.Text;
using Tandem.Hub.Configuration;
using Tandem.Hub.Rest.Access;

namespace Tandem.Hub.Telemetry;

/// <summary><c>/metrics</c>: the figures of the hub, for Prometheus. A token with the scope <c>read</c> is wanted unless <c>Hub:MetricsOpen</c> says not.</summary>
internal static class MetricsEndpoint
{
    /// <summary>Adds the endpoint.</summary>
    /// <param name="endpoints">Where to.</param>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var endpoint = endpoints.MapGet("/metrics", Write)
            .WithSummary("The figures of the hub in Prometheus' text format.")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");
        if (!endpoints.ServiceProvider.GetRequiredService<HubSettings>().MetricsOpen)
        {
            endpoint.RequireScope(Scope.Read);
        }
    }

    private static IResult Write(MetricsCollector metrics) => Results.Bytes(Encoding.UTF8.GetBytes(metrics.Collect(PrometheusText.Write)), PrometheusText.MediaType);
}
