namespace Tandem.Switch.Calls;

/// <summary>How a wait for an event came out.</summary>
public enum CallEventOutcome
{
    /// <summary>There was one.</summary>
    Found,

    /// <summary>There was none in time.</summary>
    TimedOut,

    /// <summary>The leg ended.</summary>
    CallEnded,
}
