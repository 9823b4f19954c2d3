using Tandem.Pbx.State;

namespace Tandem.Pbx.Outbox;

/// <summary>
/// One consumer's end of the outbox: reads the oldest entries that it has not acknowledged, as often as it likes, and acknowledges them
/// once their effect is safe. So each entry is seen at least once. For one reader at a time.
/// </summary>
public sealed class OutboxConsumer : IDisposable
{
    private readonly ConversationOutbox _outbox;

    internal OutboxConsumer(ConversationOutbox outbox, string name)
    {
        _outbox = outbox;
        Name = name;
    }

    /// <summary>The consumer's name.</summary>
    public string Name { get; }

    /// <summary>How many entries it has not acknowledged.</summary>
    public int Depth => _outbox.Depth(this);

    internal Queue<OutboxEntry> Entries { get; } = [];

    internal TaskCompletionSource? Waiting { get; set; }

    /// <summary>Waits until there is an entry that has not been acknowledged, and returns the oldest of them, in order.</summary>
    /// <param name="maxCount">How many to return at most; at least 1.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async ValueTask<IReadOnlyList<OutboxEntry>> ReadAsync(int maxCount = 1000, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCount, 1);
        while (true)
        {
            await _outbox.WhenAvailable(this).WaitAsync(cancellationToken).ConfigureAwait(false);
            OutboxEntry[] entries = _outbox.Peek(this, maxCount);
            if (entries.Length > 0)
                return entries;
        }
    }

    /// <summary>Acknowledges every entry up to and with this one: they are not returned again.</summary>
    /// <param name="through">The <see cref="OutboxEntry.Number"/> of the last one whose effect is safe.</param>
    public void Acknowledge(long through) => _outbox.Acknowledge(this, through);

    internal void Acknowledge(Position through) => _outbox.Acknowledge(this, through);

    /// <summary>Gives the consumer up, with all that it has not acknowledged.</summary>
    public void Dispose() => _outbox.Unsubscribe(this);
}
