using System.Text;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Subscriptions;

namespace Tandem.Sip.Tests.Subscriptions;

internal sealed class RecordingSubscriber : ISubscriptionHandler
{
    public List<string> Events { get; } = [];

    public void OnNotify(OutgoingSubscription subscription, SipMessage notify, SubscriptionState state) =>
        Events.Add($"{state.Status} {Encoding.UTF8.GetString(notify.Body.Span)}".Trim());

    public void OnEnded(OutgoingSubscription subscription, int statusCode, string? reason) => Events.Add($"ended {statusCode} {reason}".Trim());
}
