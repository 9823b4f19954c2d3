using Microsoft.Extensions.Logging;
using Tandem.Cti.Protocol;

namespace Tandem.Cti.Source;

/// <summary>What a source logs.</summary>
internal static partial class CtiSourceLog
{
    /// <summary>The connection is up.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="source">The name of the source.</param>
    /// <param name="profile">What the server speaks.</param>
    [LoggerMessage(4301, LogLevel.Information, "The CTI source '{Source}' is connected; its exchange speaks {Profile}.")]
    public static partial void LogConnected(this ILogger logger, string source, CtiProfile profile);

    /// <summary>The connection is down.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="source">The name of the source.</param>
    /// <param name="reason">Why.</param>
    /// <param name="delay">After how long it is tried again.</param>
    [LoggerMessage(4302, LogLevel.Warning, "The CTI source '{Source}' is not connected: {Reason} It is tried again in {Delay}.")]
    public static partial void LogDisconnected(this ILogger logger, string source, string reason, TimeSpan delay);

    /// <summary>The server had something to say.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="source">The name of the source.</param>
    /// <param name="notice">Its words.</param>
    [LoggerMessage(4303, LogLevel.Warning, "The exchange of the CTI source '{Source}' says: {Notice}.")]
    public static partial void LogNotice(this ILogger logger, string source, string notice);

    /// <summary>A record could not be shown in the model.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="exception">Why.</param>
    /// <param name="source">The name of the source.</param>
    [LoggerMessage(4304, LogLevel.Error, "A record of the CTI source '{Source}' could not be shown in the model.")]
    public static partial void LogFailed(this ILogger logger, Exception exception, string source);
}
