namespace Tandem.Sipgate;

/// <summary>The credentials have not the scope, the extension belongs to another, or sipgate.io is not booked (403).</summary>
public sealed class SipgateForbiddenException : SipgateApiException
{
    internal SipgateForbiddenException(string message, SipgateFailure failure)
        : base(message, failure)
    {
    }
}
