namespace Tandem.Hub.History;

internal sealed partial class HistoryWriter
{
    [LoggerMessage(3001, LogLevel.Information, "{Count} conversations that an earlier run left in progress were closed as interrupted.")]
    private partial void LogInterrupted(int count);

    [LoggerMessage(3002, LogLevel.Error, "The history cannot be written; nothing is lost, it is tried again until it can.")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(3003, LogLevel.Information, "The history is written again.")]
    private partial void LogRecovered();

    [LoggerMessage(3004, LogLevel.Error, "The program stops with {Count} entries of the history unwritten.")]
    private partial void LogLost(Exception exception, int count);
}
