using Tandem.Pbx.Commands;

namespace Tandem.Hub.Rest;

/// <summary>How the outcome of a command is said in HTTP.</summary>
internal static class CommandProblem
{
    /// <summary>The problem that a result is; null when the command was done.</summary>
    /// <param name="result">The result.</param>
    public static Problem? Of(CommandResult result) => result.IsDone
        ? null
        : new Problem(StatusOf(result.Outcome), result.Reason)
        {
            Capability = result.MissingCapability?.Name,
            Candidates = result.Outcome == CommandOutcome.Ambiguous ? result.Candidates : null,
        };

    private static int StatusOf(CommandOutcome outcome) => outcome switch
    {
        CommandOutcome.NotFound => StatusCodes.Status404NotFound,
        CommandOutcome.Ambiguous => StatusCodes.Status409Conflict,
        CommandOutcome.Refused => StatusCodes.Status409Conflict,
        CommandOutcome.Busy => StatusCodes.Status409Conflict,
        CommandOutcome.Unavailable => StatusCodes.Status409Conflict,
        CommandOutcome.NotSupported => StatusCodes.Status501NotImplemented,
        CommandOutcome.Failed => StatusCodes.Status502BadGateway,
        CommandOutcome.TimedOut => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status500InternalServerError,
    };
}
