namespace Tandem.Sipgate;

/// <summary>sipgate did not answer in time; whether the request was carried out is unknown.</summary>
public sealed class SipgateTimeoutException : SipgateException
{
    internal SipgateTimeoutException(TimeSpan timeout, Exception inner)
        : base($"sipgate did not answer within {timeout.TotalSeconds:0.###} s", inner) => Timeout = timeout;

    /// <summary>How long it was waited.</summary>
    public TimeSpan Timeout { get; }
}
