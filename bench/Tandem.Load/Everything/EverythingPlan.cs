namespace Tandem.Load.Everything;

/// <summary>Everything at once.</summary>
/// <param name="Rate">Calls a second through the exchange, without RTP.</param>
/// <param name="Relayed">Calls whose audio is relayed meanwhile.</param>
/// <param name="Subscribers">Who follow the feed.</param>
/// <param name="Duration">How long it is measured.</param>
/// <param name="WarmUp">How long the same load runs before.</param>
internal sealed record EverythingPlan(int Rate, int Relayed, int Subscribers, TimeSpan Duration, TimeSpan WarmUp);
