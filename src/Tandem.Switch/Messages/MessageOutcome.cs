using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Switch.Messages;

/// <summary>What becomes of a text message at the phones that got it: one that took it is enough.</summary>
internal sealed class MessageOutcome(ServerTransaction transaction, int phones) : IClientTransactionUser
{
    private int _left = phones;
    private int _worst = 480;

    public void OnResponse(ClientTransaction sent, SipMessage response)
    {
        if (response.StatusCode < 200)
        {
            return;
        }
        if (response.StatusCode < 300)
        {
            transaction.Respond(200);
        }
        else
        {
            // A challenge of the phone is none that the sender could answer.
            _worst = response.StatusCode is 401 or 407 ? 403 : response.StatusCode;
            OnLeft();
        }
    }

    public void OnFailure(ClientTransaction sent, TransactionFailure failure) => OnLeft();

    private void OnLeft()
    {
        if (--_left == 0)
        {
            transaction.Respond(_worst);
        }
    }
}
