namespace Tandem.Sip.Resolution;

/// <summary>Answers for as long as they may be believed, and questions that are being asked: nobody asks the same twice at a time.</summary>
internal sealed class DnsCache(int capacity, TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Name, DnsType Type), Entry> _entries = [];

    /// <summary>The answer that is kept, the one that is awaited, or a new one.</summary>
    public Task<DnsAnswer> GetAsync((string Name, DnsType Type) question, Func<Task<(DnsAnswer Answer, TimeSpan TimeToLive)>> ask)
    {
        Entry entry;
        lock (_lock)
        {
            if (_entries.TryGetValue(question, out var known) && (!known.Answer.Task.IsCompleted || timeProvider.GetElapsedTime(known.Since) < known.TimeToLive))
            {
                return known.Answer.Task;
            }
            if (_entries.Count >= capacity)
            {
                Sweep();
            }
            _entries[question] = entry = new Entry();
        }
        _ = AskAsync(question, entry, ask);
        return entry.Answer.Task;
    }

    private async Task AskAsync((string Name, DnsType Type) question, Entry entry, Func<Task<(DnsAnswer Answer, TimeSpan TimeToLive)>> ask)
    {
        try
        {
            var (answer, timeToLive) = await ask().ConfigureAwait(false);
            lock (_lock)
            {
                entry.TimeToLive = timeToLive;
                entry.Since = timeProvider.GetTimestamp();
                if (timeToLive <= TimeSpan.Zero || _entries.Count > capacity)
                {
                    Remove(question, entry);
                }
            }
            entry.Answer.SetResult(answer);
        }
        catch (Exception exception)
        {
            lock (_lock)
            {
                Remove(question, entry);
            }
            entry.Answer.SetException(exception);
        }
    }

    private void Remove((string Name, DnsType Type) question, Entry entry)
    {
        if (_entries.TryGetValue(question, out var current) && current == entry)
        {
            _entries.Remove(question);
        }
    }

    // Those whose time is over; where that frees nothing, all that are answered: names that strangers make us ask must not grow memory.
    private void Sweep()
    {
        var before = _entries.Count;
        foreach (var (question, entry) in _entries)
        {
            if (entry.Answer.Task.IsCompleted && timeProvider.GetElapsedTime(entry.Since) >= entry.TimeToLive)
            {
                _entries.Remove(question);
            }
        }
        if (_entries.Count < before)
        {
            return;
        }
        foreach (var (question, entry) in _entries)
        {
            if (entry.Answer.Task.IsCompleted)
            {
                _entries.Remove(question);
            }
        }
    }

    private sealed class Entry
    {
        public TaskCompletionSource<DnsAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TimeSpan TimeToLive { get; set; }

        public long Since { get; set; }
    }
}
