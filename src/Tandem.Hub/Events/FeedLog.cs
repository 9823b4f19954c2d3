namespace Tandem.Hub.Events;

/// <summary>What the feed logs.</summary>
internal static partial class FeedLog
{
    /// <summary>A subscriber was left for taking nothing.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="remote">The subscriber's address.</param>
    /// <param name="timeout">For how long it took nothing.</param>
    [LoggerMessage(4101, LogLevel.Warning, "The subscriber at {Remote} took nothing for {Timeout} and was left.")]
    public static partial void LogStalled(this ILogger logger, System.Net.IPAddress? remote, TimeSpan timeout);

    /// <summary>A frame could not be given out.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="exception">Why.</param>
    [LoggerMessage(4102, LogLevel.Error, "A frame of the feed could not be given out; its subscribers were closed.")]
    public static partial void LogPumpFailed(this ILogger logger, Exception exception);
}
