namespace Tandem.Switch.Calls.Conversations;

/// <summary>Which legs change their conversation by one step, for the model to show as part of it.</summary>
/// <param name="Merged">The conversation that the step ends in another one; null for none.</param>
/// <param name="Separations">Who leaves whom.</param>
internal sealed record Regrouping(string? Merged, IReadOnlyList<Separation> Separations);
