using Tandem.Switch.Directory;
using Tandem.Switch.Notifications;

namespace Tandem.Switch;

public sealed partial class SipSwitch
{
    /// <summary>
    /// Notes how many voice messages a user has: in the model as its mailbox, for phones that subscribed to <c>message-summary</c>, and by a
    /// NOTIFY to each registered phone (RFC 3842). A phone that registers later is told then.
    /// </summary>
    /// <param name="user">Its number in the exchange's own domain; <c>number@domain</c> in a further one.</param>
    /// <param name="counts">The messages.</param>
    /// <returns>What the phones said; at the latest after 32 s, when a phone that is gone counts as one that refused. The model has the counts in any case but that of no such user.</returns>
    /// <exception cref="IOException">The store cannot keep the counts: nothing is changed, and nobody is told.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or more are urgent than new.</exception>
    public Task<NotificationResult> NotifyMessagesWaitingAsync(string user, MessageCounts counts)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        ArgumentOutOfRangeException.ThrowIfNegative(counts.New);
        ArgumentOutOfRangeException.ThrowIfNegative(counts.Saved);
        ArgumentOutOfRangeException.ThrowIfNegative(counts.Urgent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(counts.Urgent, counts.New);
        return TellAsync(user, account => _notifier.SetMessagesAsync(_domains.KeyOf(account), account.Domain, counts));
    }

    /// <summary>Asks the registered phones of a user to fetch their configuration (the event <c>check-sync</c>).</summary>
    /// <param name="user">Its number in the exchange's own domain; <c>number@domain</c> in a further one.</param>
    /// <param name="reboot">Whether they are to restart for it; a phone may do so in any case.</param>
    /// <returns>What the phones said; at the latest after 32 s.</returns>
    public Task<NotificationResult> NotifyCheckSyncAsync(string user, bool reboot = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        return TellAsync(user, account => _notifier.CheckSyncAsync(_domains.KeyOf(account), reboot));
    }

    /// <summary>Sends a NOTIFY that nobody subscribed to to each registered phone of a user: an event that phones of a maker know, such as <c>resync</c>.</summary>
    /// <param name="user">Its number in the exchange's own domain; <c>number@domain</c> in a further one.</param>
    /// <param name="eventName">The value of Event, with parameters.</param>
    /// <param name="contentType">The type of the body; null where there is none.</param>
    /// <param name="body">The body.</param>
    /// <returns>What the phones said; at the latest after 32 s.</returns>
    /// <exception cref="ArgumentException">The event or the type holds a line break.</exception>
    public Task<NotificationResult> NotifyAsync(string user, string eventName, string? contentType = null, ReadOnlyMemory<byte> body = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        ArgumentException.ThrowIfNullOrWhiteSpace(eventName);
        return TellAsync(user, account => _notifier.NotifyAsync(_domains.KeyOf(account), eventName, contentType, body));
    }

    private Task<NotificationResult> TellAsync(string user, Func<SipAccount, Task<NotificationResult>> notify) => _loop.RunAsync(async () =>
    {
        return await _domains.FindAsync(_accounts, user, CancellationToken.None) is { } account
            ? await notify(account)
            : new NotificationResult(NotificationOutcome.NotFound);
    });
}
