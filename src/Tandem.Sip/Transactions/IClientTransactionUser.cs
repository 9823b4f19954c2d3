using Tandem.Sip.Messages;

namespace Tandem.Sip.Transactions;

/// <summary>Who sent a request and gets what becomes of it. Called on the loop.</summary>
public interface IClientTransactionUser
{
    /// <summary>A response that is no retransmission; for an INVITE every 2xx, also those of forks.</summary>
    void OnResponse(ClientTransaction transaction, SipMessage response);

    /// <summary>The transaction ended without a final response.</summary>
    void OnFailure(ClientTransaction transaction, TransactionFailure failure);
}
