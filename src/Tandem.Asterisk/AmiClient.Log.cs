using Microsoft.Extensions.Logging;
using Tandem.Asterisk.Actions;

namespace Tandem.Asterisk;

public sealed partial class AmiClient
{
    [LoggerMessage(5001, LogLevel.Information, "Connected to {Host}:{Port}: {Banner}")]
    private partial void LogConnected(string host, int port, string banner);

    [LoggerMessage(5002, LogLevel.Warning, "The connection to {Host}:{Port} ended: {Reason}")]
    private partial void LogDisconnected(string host, int port, string reason);

    [LoggerMessage(5003, LogLevel.Warning, "No connection to {Host}:{Port}, it is tried again: {Reason}")]
    private partial void LogConnectFailed(string host, int port, string reason);

    [LoggerMessage(5004, LogLevel.Error, "The client of {Host}:{Port} is closed for good")]
    private partial void LogClosed(Exception reason, string host, int port);

    [LoggerMessage(5005, LogLevel.Warning, "A listener to {Events} is too slow and has lost {Count} events")]
    private partial void LogOverflow(string events, long count);

    [LoggerMessage(5006, LogLevel.Error, "A listener to {Event} failed")]
    private partial void LogListenerFailed(Exception exception, string? @event);

    [LoggerMessage(5007, LogLevel.Error, "The handler of blocks failed")]
    private partial void LogBlockHandlerFailed(Exception exception);

    [LoggerMessage(5008, LogLevel.Error, "A handler of what the client tells about itself failed")]
    private partial void LogStateHandlerFailed(Exception exception);

    [LoggerMessage(5009, LogLevel.Warning, "A filter was refused, so that more events come: {Error}")]
    private partial void LogFilterRefused(AmiError error);

    [LoggerMessage(5010, LogLevel.Debug, "A response came that nobody waits for: {ActionId}: {Text}")]
    private partial void LogUnmatched(string? actionId, string? text);

    [LoggerMessage(5090, LogLevel.Trace, "Received\n{Block}")]
    private partial void LogReceived(string block);
}
