using Tandem.Sip.Messages;
using Tandem.Sip.Subscriptions;

namespace Tandem.Switch.Subscriptions;

/// <summary>One subscription to one package of an extension.</summary>
/// <param name="Subscription">The subscription.</param>
/// <param name="Package">The event package, in the case of its registration.</param>
/// <param name="Extension">What is watched.</param>
/// <param name="Address">Its address, as the watcher wrote it.</param>
/// <param name="Watcher">The key of the account that watches.</param>
internal sealed record Lamp(IncomingSubscription Subscription, string Package, WatchedExtension Extension, SipUri Address, string Watcher)
{
    /// <summary>Whether it waits for its turn to be told.</summary>
    public bool IsQueued { get; set; }

    public EventBody Tell(uint version) => Extension.Document(Package, Address).For(version);
}
