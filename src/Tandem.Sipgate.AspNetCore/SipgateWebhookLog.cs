using Microsoft.Extensions.Logging;

namespace Tandem.Sipgate.AspNetCore;

/// <summary>What a receiver logs.</summary>
internal static partial class SipgateWebhookLog
{
    /// <summary>A request was refused.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="status">The status of the answer.</param>
    /// <param name="reason">Why.</param>
    [LoggerMessage(6201, LogLevel.Warning, "A webhook was refused with {Status}: {Reason}")]
    public static partial void LogRefused(this ILogger logger, int status, string reason);

    /// <summary>A handler failed.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="kind">The kind of the event.</param>
    /// <param name="callId">The call.</param>
    /// <param name="exception">What it threw.</param>
    [LoggerMessage(6202, LogLevel.Error, "The handler of {Kind} failed for the call '{CallId}'; sipgate lets the call go on.")]
    public static partial void LogFailed(this ILogger logger, string kind, string callId, Exception exception);

    /// <summary>An event of a kind that is not known.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="kind">The kind of the event.</param>
    [LoggerMessage(6203, LogLevel.Debug, "A webhook told of '{Kind}', which is not known.")]
    public static partial void LogUnknown(this ILogger logger, string kind);
}
