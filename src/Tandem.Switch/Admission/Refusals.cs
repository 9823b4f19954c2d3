using System.Net;
using Microsoft.Extensions.Logging;
using Tandem.Pbx.Model;
using Tandem.Sip.Messages;

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
    private long _locks;

    /// <summary>Registrations refused for wrong credentials.</summary>
    public long Registrations => Interlocked.Read(ref _registrations);

    /// <summary>Calls refused for wrong credentials.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>How often an account was locked.</summary>
    public long Locks => Interlocked.Read(ref _locks);

    public void OnRegistrationRefused(string? user, IPEndPoint source)
    {
        Interlocked.Increment(ref _registrations);
        metrics.AuthenticationFailed("REGISTER");
        AddFailure(source);
        if (_throttle.TryWrite(2002, source.Address, out var suppressed))
        {
            LogRegistrationRefused(LogText.Of(user), source, suppressed);
        }
    }

    public void OnCallRefused(string? user, IPEndPoint source)
    {
        Interlocked.Increment(ref _calls);
        metrics.AuthenticationFailed("INVITE");
        AddFailure(source);
        if (_throttle.TryWrite(2104, source.Address, out var suppressed))
        {
            LogCallRefused(LogText.Of(user), source, suppressed);
        }
    }

    /// <summary>Wrong credentials of a request that is neither a registration nor a call.</summary>
    public void OnRequestRefused(SipMethod method, string? user, IPEndPoint source)
    {
        metrics.AuthenticationFailed(method.Name);
        AddFailure(source);
        if (_throttle.TryWrite(2310, source.Address, out var suppressed))
        {
            LogRequestRefused(method.Name, LogText.Of(user), source, suppressed);
        }
    }

    /// <summary>A request that is neither a registration nor a call could not be answered.</summary>
    public void OnRequestFailed(Exception exception, SipMethod method, IPEndPoint source)
    {
        if (_throttle.TryWrite(2311, source.Address, out var suppressed))
        {
            LogRequestFailed(exception, method.Name, suppressed);
        }
    }

    /// <summary>An account is guessed at from so many sources that nobody logs in to it anew for a minute.</summary>
    public void OnAccountLocked(string user, IPEndPoint source)
    {
        Interlocked.Increment(ref _locks);
        metrics.AccountLocked();
        if (_throttle.TryWrite(2105, source.Address, out var suppressed))
        {
            LogAccountLocked(LogText.Of(user), source, suppressed);
        }
    }

    /// <summary>The answer while an account is locked: not whether the credentials are right, but when they are looked at again.</summary>
    public static void AddRetryAfter(SipMessage response) => response.Add("Retry-After", "60");

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

    /// <summary>A user may not dial a number, or not so much of it.</summary>
    public void OnDialRefused(string user, string number, string destination, HangupCause cause, IPEndPoint source)
    {
        if (_throttle.TryWrite(2342, source.Address, out var suppressed))
        {
            LogDialRefused(user, LogText.Of(number), destination, cause.Name, suppressed);
        }
    }

    /// <summary>An emergency number was dialled: told always, but of those who could not prove who they are.</summary>
    public void OnEmergencyCall(string? user, string number, IPEndPoint source)
    {
        if (user is not null || _throttle.TryWrite(2343, source.Address, out _))
        {
            LogEmergencyCall(user, LogText.Of(number), source);
        }
    }

    private void AddFailure(IPEndPoint source)
    {
        if (failures.Add(source.Address) && _throttle.TryWrite(2106, source.Address, out var suppressed))
        {
            LogSourceSilenced(source.Address, suppressed);
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

    [LoggerMessage(2105, LogLevel.Warning, "Locked '{User}' for a minute: too many wrong credentials, the last from {Source} (left out before: {Suppressed})")]
    private partial void LogAccountLocked(string? user, IPEndPoint source, long suppressed);

    [LoggerMessage(2310, LogLevel.Warning, "Refused {Method} of '{User}' from {Source}: wrong credentials (left out before: {Suppressed})")]
    private partial void LogRequestRefused(string method, string? user, IPEndPoint source, long suppressed);

    [LoggerMessage(2311, LogLevel.Error, "{Method} could not be answered (left out before: {Suppressed})")]
    private partial void LogRequestFailed(Exception exception, string method, long suppressed);

    [LoggerMessage(2106, LogLevel.Warning, "No answer for {Source} for a minute: too many wrong credentials (left out before: {Suppressed})")]
    private partial void LogSourceSilenced(IPAddress source, long suppressed);

    [LoggerMessage(2342, LogLevel.Warning, "{User} may not dial {Number}, which is {Destination}: {Cause} (left out before: {Suppressed})")]
    private partial void LogDialRefused(string user, string? number, string destination, string cause, long suppressed);

    [LoggerMessage(2343, LogLevel.Warning, "Emergency call of {User} to {Number} from {Source}")]
    private partial void LogEmergencyCall(string? user, string? number, IPEndPoint source);
}
