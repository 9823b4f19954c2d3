using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Tandem.Sip.Loop;

namespace Tandem.Sip.Testing;

/// <summary>Keeps the first failure of a loop, which goes on after it, for the test that drives the loop.</summary>
internal sealed class FaultLog : ILogger<SignalLoop>
{
    private ExceptionDispatchInfo? _first;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (exception is not null)
        {
            _first ??= ExceptionDispatchInfo.Capture(exception);
        }
    }

    public void Throw()
    {
        var first = _first;
        _first = null;
        first?.Throw();
    }
}
