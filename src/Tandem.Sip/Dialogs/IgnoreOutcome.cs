using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Dialogs;

/// <summary>The user of a request whose outcome changes nothing: a BYE, a CANCEL.</summary>
internal sealed class IgnoreOutcome : IClientTransactionUser
{
    public static IgnoreOutcome Instance { get; } = new();

    public void OnResponse(ClientTransaction transaction, SipMessage response)
    {
    }

    public void OnFailure(ClientTransaction transaction, TransactionFailure failure)
    {
    }
}
