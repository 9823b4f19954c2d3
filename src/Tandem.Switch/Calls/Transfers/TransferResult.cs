using Tandem.Pbx.Model;
using Tandem.Switch.Calls.Bridging;

namespace Tandem.Switch.Calls.Transfers;

/// <summary>How a transfer came out.</summary>
/// <param name="Outcome">How it came out. Where it is not done, the parties talk as before, if they are still there.</param>
/// <param name="Cause">Why the target could not be reached, where that was tried.</param>
public sealed record TransferResult(CallOutcome Outcome, HangupCause? Cause = null)
{
    /// <summary>Whether the transfer is done.</summary>
    public bool IsDone => Outcome == CallOutcome.Done;
}
