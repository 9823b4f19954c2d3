namespace Tandem.Sipgate;

/// <summary>The credentials are wrong or no longer good (401).</summary>
public sealed class SipgateUnauthorizedException : SipgateApiException
{
    internal SipgateUnauthorizedException(string message, SipgateFailure failure)
        : base(message, failure)
    {
    }
}
