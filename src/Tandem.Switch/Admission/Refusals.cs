using System.Net;
using Microsoft.Extensions.Logging;

namespace Tandem.Switch.Admission;

/// <summary>
/// Notes what was refused to strangers: counted always, logged in bounds, and held against a source that guesses secrets. Belongs to the
/// signalling loop, but for the figures.
/// </summary>
internal sealed partial class Refusals(FailedAuthentications failures, SwitchMetrics metrics, TimeProvider timeProvider, ILogger logger)
{
    private readonly LogThrottle _throttle = new(timeProvider);
    private long _registrations;
    private long _calls;

    /// <summary>Registrations refused for wrong credentials.</summary>
    public long Registrations => Interlocked.Read(ref _registrations);

    /// <summary>Calls refused for wrong credentials.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    public void OnRegistrationRefused(string? user, IPEndPoint source)
    {
        Interlocked.Increment(ref _registrations);
        metrics.AuthenticationFailed("REGISTER");
        failures.Add(source.Address);
        if (_throttle.TryWrite(2002, source.Address, out var suppressed))
        {
            LogRegistrationRefused(LogText.Of(user), source, suppressed);
        }
    }

    public void OnCallRefused(string? user, IPEndPoint source)
    {
        Interlocked.Increment(ref _calls);
        metrics.AuthenticationFailed("INVITE");
        failures.Add(source.Address);
        if (_throttle.TryWrite(2104, source.Address, out var suppressed))
        {
            LogCallRefused(LogText.Of(user), source, suppressed);
        }
    }

    /// <summary>Whether a stranger's call is to have its lines in the log.</summary>
    public bool MayLogCall(IPAddress source) => _throttle.TryWrite(2101, source, out _);

    public void OnRegistrationFailed(Exception exception, IPEndPoint source)
    {
        if (_throttle.TryWrite(2001, source.Address, out var suppressed))
        {
            LogRegistrationFailed(exception, suppressed);
        }
    }

    public void OnCallFailed(Exception exception, string? number, IPEndPoint source)
    {
        if (_throttle.TryWrite(2103, source.Address, out var suppressed))
        {
            LogCallFailed(exception, LogText.Of(number), suppressed);
        }
    }

    [LoggerMessage(2001, LogLevel.Error, "A REGISTER could not be answered (left out before: {Suppressed})")]
    private partial void LogRegistrationFailed(Exception exception, long suppressed);

    [LoggerMessage(2002, LogLevel.Warning, "Refused the registration of '{User}' from {Source} (left out before: {Suppressed})")]
    private partial void LogRegistrationRefused(string? user, IPEndPoint source, long suppressed);

    [LoggerMessage(2103, LogLevel.Error, "A call to '{Number}' failed within the exchange (left out before: {Suppressed})")]
    private partial void LogCallFailed(Exception exception, string? number, long suppressed);

    [LoggerMessage(2104, LogLevel.Warning, "Refused a call of '{User}' from {Source}: wrong credentials (left out before: {Suppressed})")]
    private partial void LogCallRefused(string? user, IPEndPoint source, long suppressed);
}
