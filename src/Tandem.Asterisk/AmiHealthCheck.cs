using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tandem.Asterisk;

/// <summary>Whether a client's Asterisk answers: healthy when it answers a ping, degraded while it is connected anew, unhealthy where the client is closed or gets no answer.</summary>
/// <param name="client">The client.</param>
public sealed class AmiHealthCheck(AmiClient client) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var time = await client.PingAsync(cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy($"{client.Options} answered within {time.TotalMilliseconds:0.#} ms.");
        }
        catch (AmiDisconnectedException exception) when (client.State != AmiConnectionState.Closed)
        {
            return HealthCheckResult.Degraded($"{client.Options} is being connected: {exception.Message}", exception);
        }
        catch (AmiException exception)
        {
            return HealthCheckResult.Unhealthy($"{client.Options}: {exception.Message}", exception);
        }
    }
}
