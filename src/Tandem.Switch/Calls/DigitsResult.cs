namespace Tandem.Switch.Calls;

/// <summary>What <see cref="Call.WaitForDigitsAsync"/> found.</summary>
/// <param name="Outcome">How the wait came out.</param>
/// <param name="Digits">The digits that matched; empty where none did.</param>
public readonly record struct DigitsResult(DigitsOutcome Outcome, string Digits)
{
    /// <summary>Whether the pattern was found.</summary>
    public bool IsMatch => Outcome == DigitsOutcome.Matched;
}
