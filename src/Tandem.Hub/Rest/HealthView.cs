namespace Tandem.Hub.Rest;

/// <summary>How the hub is, for everybody: names only.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
/// <param name="Checks">The same for each check.</param>
internal sealed record HealthView(string Status, IReadOnlyDictionary<string, string>? Checks = null);
