namespace Tandem.Switch.Notifications;

/// <summary>Keeps nothing beyond the exchange's own life: the default <see cref="IMailboxStore"/>.</summary>
internal sealed class MemoryMailboxStore : IMailboxStore
{
    public ValueTask<IReadOnlyDictionary<string, MessageCounts>> LoadAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyDictionary<string, MessageCounts>>(new Dictionary<string, MessageCounts>());

    public ValueTask SetAsync(string user, MessageCounts counts, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
