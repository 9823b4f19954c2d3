namespace Tandem.Switch.Notifications;

/// <summary>Where the exchange keeps how many messages users have: its door to an application's store.</summary>
public interface IMailboxStore
{
    /// <summary>Reads all by user, at the start. An exception stops the start.</summary>
    ValueTask<IReadOnlyDictionary<string, MessageCounts>> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Keeps the counts of a user; where nothing is in the mailbox, or it is gone, it may be forgotten.</summary>
    /// <param name="user">Its number in the exchange's own domain; <c>number@domain</c> in a further one.</param>
    /// <param name="counts">The messages.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="IOException">They cannot be kept: nothing is changed, and nobody is told.</exception>
    ValueTask SetAsync(string user, MessageCounts counts, CancellationToken cancellationToken);
}
