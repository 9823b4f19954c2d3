namespace Tandem.Sipgate;

/// <summary>sipgate's answer says success and is not what the API promises.</summary>
public sealed class SipgateResponseException : SipgateException
{
    internal SipgateResponseException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
