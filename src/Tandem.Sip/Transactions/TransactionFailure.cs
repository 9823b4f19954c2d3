namespace Tandem.Sip.Transactions;

/// <summary>Why a client transaction ended without a final response.</summary>
public enum TransactionFailure
{
    /// <summary>No final response within 64*T1 (timer B or F); the caller treats it as 408.</summary>
    Timeout,

    /// <summary>The request could not be sent; the caller treats it as 503.</summary>
    TransportError,
}
