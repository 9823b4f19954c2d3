namespace Tandem.Load.Soak;

/// <summary>A long run.</summary>
/// <param name="Rate">Calls begun a second.</param>
/// <param name="Duration">How long.</param>
internal sealed record SoakPlan(int Rate, TimeSpan Duration);
