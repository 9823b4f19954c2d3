using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tandem.Switch;

namespace Tandem.Hub.Rest.Health;

/// <summary>The built-in exchange is healthy while it listens.</summary>
internal sealed class SwitchHealth(SipSwitch sipSwitch) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(sipSwitch.EndPoints.Count > 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The exchange does not listen."));
}
