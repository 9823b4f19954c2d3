using Microsoft.Extensions.Logging;

namespace Tandem.Asterisk.Live;

public sealed partial class AsteriskPbx
{
    [LoggerMessage(5201, LogLevel.Information, "The model of {Name} is live; it has read {What}")]
    private partial void LogLive(string name, string what);

    [LoggerMessage(5202, LogLevel.Warning, "The model of {Name} is stale: {Reason}")]
    private partial void LogStale(string name, string reason);

    [LoggerMessage(5203, LogLevel.Warning, "{Name} could not be read, it is tried again: {Reason}")]
    private partial void LogReadFailed(string name, string reason);

    [LoggerMessage(5204, LogLevel.Error, "The connection to {Name} is given up: {Reason}")]
    private partial void LogClosed(string name, string? reason);
}
