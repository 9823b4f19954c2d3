namespace Tandem.Switch.Calls;

/// <summary>How a wait for digits came out.</summary>
public enum DigitsOutcome
{
    /// <summary>The pattern was found.</summary>
    Matched,

    /// <summary>It was not found in time; what was pressed is kept for the next wait.</summary>
    TimedOut,

    /// <summary>The call ended.</summary>
    CallEnded,
}
