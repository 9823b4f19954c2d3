namespace Tandem.Sipgate;

/// <summary>Too many requests (429).</summary>
public sealed class SipgateRateLimitException : SipgateApiException
{
    internal SipgateRateLimitException(string message, SipgateFailure failure)
        : base(message, failure)
    {
    }
}
