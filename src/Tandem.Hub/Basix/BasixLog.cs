using Tandem.Pbx.Commands;

namespace Tandem.Hub.Basix;

/// <summary>What the feed in the manner of Basix logs.</summary>
internal static partial class BasixLog
{
    /// <summary>A command was not carried out.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="command">Its name.</param>
    /// <param name="outcome">How it came out.</param>
    /// <param name="reason">Why.</param>
    [LoggerMessage(4201, LogLevel.Information, "The command '{Command}' of a CTI client was not carried out: {Outcome}. {Reason}")]
    public static partial void LogCommandRefused(this ILogger logger, string command, CommandOutcome outcome, string? reason);

    /// <summary>A command failed in the hub.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="exception">Why.</param>
    /// <param name="command">Its name.</param>
    [LoggerMessage(4202, LogLevel.Error, "The command '{Command}' of a CTI client failed in the hub.")]
    public static partial void LogCommandFailed(this ILogger logger, Exception exception, string command);
}
