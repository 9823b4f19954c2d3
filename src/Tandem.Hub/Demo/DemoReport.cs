namespace Tandem.Hub.Demo;

/// <summary>What came of the demonstration.</summary>
/// <param name="SetupTime">From the caller's INVITE to its 200.</param>
/// <param name="Caller">The caller's side.</param>
/// <param name="Called">The called side.</param>
/// <param name="DigitsPressed">What the caller pressed.</param>
/// <param name="IsInHistory">Whether the call stands in the history, ended.</param>
internal sealed record DemoReport(TimeSpan SetupTime, DemoSide Caller, DemoSide Called, string DigitsPressed, bool IsInHistory)
{
    /// <summary>Audio both ways, every digit, and the history row.</summary>
    public bool Succeeded => Caller.HeardRight && Called.HeardRight && Called.Digits == DigitsPressed && IsInHistory;
}
