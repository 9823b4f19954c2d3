using Tandem.Sip.Headers;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Subscriptions;

/// <summary>The user of an <see cref="OutgoingSubscription"/>. Called on the loop; <see cref="OnEnded"/> comes once and last.</summary>
public interface ISubscriptionHandler
{
    /// <summary>A notification came; it is answered with 200.</summary>
    void OnNotify(OutgoingSubscription subscription, SipMessage notify, SubscriptionState state);

    /// <summary>It is over and is not asked for again.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="statusCode">The refusal of a SUBSCRIBE; 408 where no answer came; 0 where the notifier or we ended it.</param>
    /// <param name="reason">The notifier's reason, see <see cref="SubscriptionReason"/>; null where it gave none.</param>
    void OnEnded(OutgoingSubscription subscription, int statusCode, string? reason);
}
