namespace Tandem.Sipgate;

/// <summary>There is no such call, contact, fax or event (404).</summary>
public sealed class SipgateNotFoundException : SipgateApiException
{
    internal SipgateNotFoundException(string message, SipgateFailure failure)
        : base(message, failure)
    {
    }
}
