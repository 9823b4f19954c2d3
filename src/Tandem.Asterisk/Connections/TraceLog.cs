using System.Text;
using Microsoft.Extensions.Logging;

namespace Tandem.Asterisk.Connections;

/// <summary>Logs actions as they are sent, secrets masked, beside another trace.</summary>
internal sealed partial class TraceLog(ILogger logger, IAmiTrace? next) : IAmiTrace
{
    public void OnOpened() => next?.OnOpened();

    public void OnReceived(ReadOnlySpan<byte> bytes) => next?.OnReceived(bytes);

    public void OnSent(ReadOnlySpan<byte> bytes)
    {
        LogSent(Encoding.UTF8.GetString(bytes).TrimEnd());
        next?.OnSent(bytes);
    }

    [LoggerMessage(5091, LogLevel.Trace, "Sent\n{Action}")]
    private partial void LogSent(string action);
}
