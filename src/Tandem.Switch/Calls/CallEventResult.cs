namespace Tandem.Switch.Calls;

/// <summary>What <see cref="Call.WaitForEventAsync"/> found.</summary>
/// <param name="Outcome">How the wait came out.</param>
/// <param name="Event">The event; null where there was none.</param>
public readonly record struct CallEventResult(CallEventOutcome Outcome, CallEvent? Event);
