using Tandem.Sip.Transactions;

namespace Tandem.Sip.Subscriptions;

/// <summary>A subscription of either side, which gets the requests within its dialog.</summary>
internal interface ISubscription
{
    void HandleRequest(ServerTransaction transaction);
}
