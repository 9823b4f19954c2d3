namespace Tandem.Sipgate;

/// <summary>The account's balance is too low (402).</summary>
public sealed class SipgateInsufficientFundsException : SipgateApiException
{
    internal SipgateInsufficientFundsException(string message, SipgateFailure failure)
        : base(message, failure)
    {
    }
}
