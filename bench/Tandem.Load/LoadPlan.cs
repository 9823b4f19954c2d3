namespace Tandem.Load;

/// <summary>One measurement.</summary>
/// <param name="Kind">What is measured.</param>
/// <param name="Rate">Calls or registrations a second.</param>
/// <param name="Duration">How long it is measured.</param>
/// <param name="WarmUp">How long the same load runs before.</param>
/// <param name="Users">How many users there are to register; for lamps how many watch.</param>
internal sealed record LoadPlan(LoadKind Kind, int Rate, TimeSpan Duration, TimeSpan WarmUp, int Users);
