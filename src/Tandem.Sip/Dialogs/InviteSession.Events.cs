using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Dialogs;

/// <summary>Events within the call's own dialog that nobody subscribed to, by which phones let themselves be steered: <c>talk</c>, <c>hold</c>.</summary>
public sealed partial class InviteSession
{
    /// <summary>Sends a NOTIFY of an event. Phones that know it take it since before RFC 6665, which knows only subscriptions; others answer 481 or 489.</summary>
    /// <param name="package">The event, such as <c>talk</c>.</param>
    /// <param name="user">Hears what the phone answers.</param>
    /// <returns>False where there is no dialog yet: the phone has not said that it rings.</returns>
    public bool Notify(string package, IClientTransactionUser user)
    {
        ArgumentException.ThrowIfNullOrEmpty(package);
        ArgumentNullException.ThrowIfNull(user);
        if (State is not (SessionState.Early or SessionState.Established) || Dialog is null)
        {
            return false;
        }
        var notify = Dialog.CreateRequest(SipMethod.Notify);
        notify.Add(SipHeaderName.Event, package);
        notify.Add(SipHeaderName.SubscriptionState, "active");
        _agent.Stack.Send(notify, NextFlow(), user);
        return true;
    }
}
