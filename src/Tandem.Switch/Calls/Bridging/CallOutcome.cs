namespace Tandem.Switch.Calls.Bridging;

/// <summary>How a change of a call came out. All of these are expected.</summary>
public enum CallOutcome
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>The leg, or the other one, is over.</summary>
    Ended,

    /// <summary>The leg, or the other one, is not answered yet, or talks with nobody.</summary>
    NotConnected,

    /// <summary>Another change of the call is under way.</summary>
    Busy,

    /// <summary>The phone refused it, or the two legs have no codec in common.</summary>
    Refused,
}
